package io.entitycache.benchmarks.reads;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.ZipfKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads many products at once that are all where the reader looks first. */
@State(Scope.Benchmark)
public abstract class BulkBenchmark {

	/** The system property with the number of batches that are read in turn. */
	public static final String BATCHES = "benchmark.batches";

	/** How many at once. */
	@Param({ "100", "1000" })
	public int size;

	private ProductReader reader;

	private List<List<Long>> batches;

	private int next;

	/** Opens what this row of the table reads with. */
	protected abstract ProductReader open();

	@Setup
	public void fill() {
		Long[] ids = Catalog.current().ids();
		ZipfKeys keys = new ZipfKeys(ids.length, 1);
		this.batches = IntStream.range(0, Integer.getInteger(BATCHES, 64))
			.mapToObj((batch) -> Arrays.stream(keys.drawDistinct(this.size)).mapToObj((row) -> ids[row]).toList())
			.toList();
		this.reader = open();
		this.reader.fill();
		verify();
	}

	private void verify() {
		this.batches.forEach((batch) -> this.reader.verifyAll(batch, this.reader.readAll(batch)));
	}

	@TearDown
	public void close() {
		verify();
		verifyHits(this.reader);
		this.reader.close();
	}

	/** Makes sure that every read was answered where it was meant to be. */
	protected void verifyHits(ProductReader reader) {
		reader.verifyHits();
	}

	/** Forgets everything that is cached. */
	protected final void forget() {
		this.reader.forget();
	}

	@Benchmark
	public Object readAll() {
		this.next = (this.next + 1) % this.batches.size();
		return this.reader.readAll(this.batches.get(this.next));
	}

}
