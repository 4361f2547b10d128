package io.entitycache.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

import io.entitycache.history.HistoryCluster.Topology;

/**
 * One history: some processes work, faults strike one after the other, everything comes
 * to rest, and the checker reads what was seen.
 *
 * @param topology how Redis is set up
 * @param nodes number of processes
 * @param seed the seed of all random choices
 * @param faults the faults, in order; asked for one when it is time for it
 * @param faultLength how long each lasts
 * @param calm how long the nodes work at least before and after each
 */
record HistoryRun(Topology topology, int nodes, long seed, Iterator<Fault> faults, Duration faultLength,
		Duration calm) {

	/* The nodes' maximum staleness and disconnected time, and a busy machine's delays. */

	static final Duration BOUND = Duration.ofMillis(4_500);

	/* A fault's aftermath: reconnecting, joining and checking again. */

	private static final Duration AFTERMATH = Duration.ofSeconds(4);

	HistoryVerdict run(Path folder) throws Exception {
		Random random = new Random(this.seed);
		List<FaultWindow> windows = new ArrayList<>();
		try (HistoryCluster cluster = new HistoryCluster(this.topology, this.nodes, this.seed, folder)) {
			cluster.work(this.calm);
			while (this.faults.hasNext()) {
				Fault fault = this.faults.next();
				long start = System.nanoTime();
				fault.strike(cluster, random.nextInt(cluster.nodes()), this.faultLength);
				windows.add(new FaultWindow(fault, start, System.nanoTime() + AFTERMATH.toNanos()));
				cluster.work(this.calm);
			}
			List<HistoryEvent> events = cluster.finish();
			return new HistoryChecker(events, cluster.numbers(), BOUND, windows).check();
		}
	}

}
