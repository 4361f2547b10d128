package io.entitycache.benchmarks.reads;

import java.util.concurrent.TimeUnit;

import io.entitycache.benchmarks.peers.ProductReader;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Reads products that nothing but the database holds, and leaves them in both levels
 * where there are any.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ColdBenchmark extends BulkBenchmark {

	@Param
	public ColdRow row;

	@Override
	protected ProductReader open() {
		return this.row.open();
	}

	@Override
	protected void verifyHits(ProductReader reader) {
		// Every read goes to the database.
	}

	@Setup(Level.Invocation)
	public void empty() {
		forget();
	}

}
