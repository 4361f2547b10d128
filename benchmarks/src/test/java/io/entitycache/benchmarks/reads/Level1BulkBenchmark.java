package io.entitycache.benchmarks.reads;

import java.util.concurrent.TimeUnit;

import io.entitycache.benchmarks.peers.ProductReader;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads many products that the memory of this process holds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Level1BulkBenchmark extends BulkBenchmark {

	@Param
	public Level1BulkRow row;

	@Override
	protected ProductReader open() {
		return this.row.open();
	}

}
