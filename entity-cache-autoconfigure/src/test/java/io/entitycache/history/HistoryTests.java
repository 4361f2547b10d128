package io.entitycache.history;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import io.entitycache.history.HistoryCluster.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Short histories under each fault; the soak command runs long ones. */
class HistoryTests {

	private static final Duration FAULT = Duration.ofSeconds(3);

	private static final Duration CALM = Duration.ofSeconds(2);

	@Test
	void noNodeSeesWhatItMustNotOnASingleServer(@TempDir Path folder) throws Exception {
		check(new HistoryRun(Topology.SINGLE, 3, 20_261, List.of(Fault.OF_SINGLE_SERVER).iterator(), FAULT, CALM),
				folder);
	}

	@Test
	void noNodeSeesWhatItMustNotWhenRedisComesBackWithAnOlderHistory(@TempDir Path folder) throws Exception {
		check(new HistoryRun(Topology.SINGLE, 3, 20_264,
				Collections.nCopies(3, Fault.REDIS_RESTARTED_FROM_SNAPSHOT).iterator(), FAULT, CALM), folder);
	}

	@Test
	void noNodeSeesWhatItMustNotWhenSentinelFailsOver(@TempDir Path folder) throws Exception {
		check(new HistoryRun(Topology.SENTINEL, 3, 20_262, List.of(Fault.SENTINEL_FAILOVER).iterator(), FAULT, CALM),
				folder);
	}

	@Test
	void noNodeSeesWhatItMustNotWhenAClusterLosesAServer(@TempDir Path folder) throws Exception {
		check(new HistoryRun(Topology.CLUSTER, 3, 20_263, List.of(Fault.CLUSTER_NODE_LOST).iterator(), FAULT, CALM),
				folder);
	}

	@Test
	void noNodeSeesWhatItMustNotWhenASwitchOfTheMasterLosesWrites(@TempDir Path folder) throws Exception {
		check(new HistoryRun(Topology.REPLICATED, 3, 20_265, Collections.nCopies(2, Fault.MASTER_SWITCHED).iterator(),
				FAULT, CALM), folder);
	}

	private static void check(HistoryRun run, Path folder) throws Exception {
		HistoryVerdict verdict = run.run(folder);

		System.out.println("history " + run.topology() + ": " + verdict.reads() + " reads, " + verdict.commits()
				+ " commits, stale p99.9 " + verdict.staleMillis(0.999) + " ms, longest " + verdict.staleMillis(1)
				+ " ms");
		assertThat(verdict.violations()).isEmpty();
		assertThat(verdict.readErrors()).isZero();
		// However slow the machine is, something has been seen: each node commits before
		// and
		// after each fault.
		assertThat(verdict.reads()).isGreaterThan(50);
		assertThat(verdict.commits()).isGreaterThanOrEqualTo(6L * run.nodes());
	}

}
