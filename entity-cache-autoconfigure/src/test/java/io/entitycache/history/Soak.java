package io.entitycache.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.entitycache.history.HistoryCluster.Topology;

/**
 * A long history with every fault again and again. Arguments: minutes, nodes, seed.
 * Prints a report and ends with 1 if anything was seen that must not be.
 */
public final class Soak {

	private static final Duration FAULT = Duration.ofSeconds(10);

	private static final Duration CALM = Duration.ofSeconds(5);

	private final int nodes;

	private final long seed;

	private final long deadline;

	private Soak(int minutes, int nodes, long seed) {
		this.nodes = nodes;
		this.seed = seed;
		this.deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
	}

	public static void main(String[] arguments) throws Exception {
		int minutes = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 20;
		int nodes = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 3;
		long seed = (arguments.length > 2) ? Long.parseLong(arguments[2]) : 1;
		System.out.printf("soak: %d minutes, %d nodes, seed %d, from %s%n", minutes, nodes, seed, Instant.now());
		boolean good = new Soak(minutes, nodes, seed).run();
		System.out.printf("until %s%nverdict: %s%n", Instant.now(),
				good ? "nothing was seen that must not be" : "FAILED");
		System.exit(good ? 0 : 1);
	}

	// The single server has the most faults, and the rest of the time.
	private boolean run() throws Exception {
		long now = System.nanoTime();
		boolean good = run(Topology.SENTINEL, new FaultSequence(List.of(Fault.SENTINEL_FAILOVER), this.seed, now));
		good &= run(Topology.CLUSTER, new FaultSequence(List.of(Fault.CLUSTER_NODE_LOST), this.seed, now));
		good &= run(Topology.REPLICATED, new FaultSequence(List.of(Fault.MASTER_SWITCHED), this.seed, now));
		good &= run(Topology.SINGLE, new FaultSequence(List.of(Fault.OF_SINGLE_SERVER), this.seed, this.deadline));
		return good;
	}

	private boolean run(Topology topology, FaultSequence faults) throws Exception {
		Path folder = Files.createTempDirectory("entity-cache-soak");
		HistoryVerdict verdict = new HistoryRun(topology, this.nodes, this.seed, faults, FAULT, CALM).run(folder);
		report(topology, faults, verdict);
		return verdict.isGood();
	}

	private static void report(Topology topology, FaultSequence faults, HistoryVerdict verdict) {
		System.out.printf(Locale.ROOT,
				"%s: %d reads, %d commits, %d rejected or failed transactions, %d failed reads%n", topology,
				verdict.reads(), verdict.commits(), verdict.writeErrors(), verdict.readErrors());
		System.out.printf("  faults: %s%n", faults.counts());
		System.out.printf(Locale.ROOT,
				"  reads out of date when they began: %d; staleness p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms%n",
				verdict.staleness().size(), verdict.staleMillis(0.99), verdict.staleMillis(0.999),
				verdict.staleMillis(1));
		System.out.printf("  violations: %d%n", verdict.found());
		verdict.violations().forEach((violation) -> System.out.println("    " + violation));
	}

}
