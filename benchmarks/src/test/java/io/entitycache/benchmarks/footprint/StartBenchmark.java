package io.entitycache.benchmarks.footprint;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Starts the application, once in the life of a process. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StartBenchmark {

	@Param
	public StartRow row;

	private AutoCloseable application;

	@Benchmark
	public void start(Footprint footprint) {
		this.application = this.row.open();
	}

	@TearDown
	public void close() throws Exception {
		this.application.close();
	}

	/** What the application holds once it runs. */
	@State(Scope.Thread)
	@AuxCounters(AuxCounters.Type.EVENTS)
	public static class Footprint {

		/** Live heap. */
		public long heapBytes() {
			return HeapUse.live(4);
		}

		/** Live threads. */
		public long threads() {
			return ManagementFactory.getThreadMXBean().getThreadCount();
		}

	}

}
