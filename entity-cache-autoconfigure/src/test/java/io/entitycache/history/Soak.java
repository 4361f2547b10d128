package io.entitycache.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.entitycache.history.HistoryCluster.Topology;

/**
 * A long history with every fault again and again. Arguments: minutes, nodes, seed.
 * Prints a report and ends with 1 if anything was seen that must not be.
 */
public final class Soak {

	private static final Duration FAULT = Duration.ofSeconds(10);

	private static final Duration CALM = Duration.ofSeconds(5);

	private Soak() {
	}

	public static void main(String[] arguments) throws Exception {
		int minutes = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 20;
		int nodes = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 3;
		long seed = (arguments.length > 2) ? Long.parseLong(arguments[2]) : 1;
		Map<Topology, HistoryVerdict> verdicts = new EnumMap<>(Topology.class);
		Map<Topology, List<Fault>> faults = faults(minutes, seed);
		boolean good = true;
		System.out.printf("soak: %d minutes, %d nodes, seed %d, from %s%n", minutes, nodes, seed, Instant.now());
		for (Topology topology : Topology.values()) {
			Path folder = Files.createTempDirectory("entity-cache-soak");
			HistoryVerdict verdict = new HistoryRun(topology, nodes, seed, faults.get(topology), FAULT, CALM)
				.run(folder);
			verdicts.put(topology, verdict);
			report(topology, faults.get(topology), verdict);
			good &= verdict.isGood();
		}
		System.out.println(good ? "verdict: nothing was seen that must not be" : "verdict: FAILED");
		System.exit(good ? 0 : 1);
	}

	/*
	 * A round of all faults takes about two and a half minutes; the order is the seed's.
	 */

	private static Map<Topology, List<Fault>> faults(int minutes, long seed) {
		Random random = new Random(seed);
		Map<Topology, List<Fault>> faults = new EnumMap<>(Topology.class);
		int rounds = Math.max(1, (minutes - 2) * 60 / 160);
		List<Fault> single = new ArrayList<>();
		for (int i = 0; i < rounds; i++) {
			List<Fault> round = new ArrayList<>(List.of(Fault.OF_SINGLE_SERVER));
			Collections.shuffle(round, random);
			single.addAll(round);
		}
		faults.put(Topology.SINGLE, single);
		faults.put(Topology.SENTINEL, List.of(Fault.SENTINEL_FAILOVER));
		faults.put(Topology.CLUSTER, List.of(Fault.CLUSTER_NODE_LOST, Fault.CLUSTER_NODE_LOST));
		return faults;
	}

	private static void report(Topology topology, List<Fault> faults, HistoryVerdict verdict) {
		System.out.printf(Locale.ROOT,
				"%s: %d reads, %d commits, %d rejected or failed transactions, %d failed reads%n", topology,
				verdict.reads(), verdict.commits(), verdict.writeErrors(), verdict.readErrors());
		System.out.printf("  faults: %s%n", faults);
		System.out.printf(Locale.ROOT,
				"  reads out of date when they began: %d; staleness p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms%n",
				verdict.staleness().size(), verdict.staleMillis(0.99), verdict.staleMillis(0.999),
				verdict.staleMillis(1));
		System.out.printf("  violations: %d%n", verdict.found());
		verdict.violations().forEach((violation) -> System.out.println("    " + violation));
	}

}
