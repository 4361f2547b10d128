package io.entitycache.benchmarks.reads;

import java.util.concurrent.TimeUnit;

import io.entitycache.benchmarks.peers.ProductReader;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reads what Redis holds, with no memory of this process before it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Level2Benchmark extends ReadBenchmark {

	@Param
	public Level2Row row;

	@Override
	protected ProductReader open() {
		return this.row.open();
	}

}
