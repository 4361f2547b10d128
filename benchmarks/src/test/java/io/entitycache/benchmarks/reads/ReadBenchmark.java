package io.entitycache.benchmarks.reads;

import java.util.concurrent.ThreadLocalRandom;

import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.ZipfKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads one product after the other that are all where the reader looks first. */
public abstract class ReadBenchmark {

	private static final int DRAWN = 1 << 16;

	private static final int SAMPLE = 100;

	private ProductReader reader;

	private Long[] ids;

	private int[] drawn;

	/** Opens what this row of the table reads with. */
	protected abstract ProductReader open();

	/** Fills what is read from, reads every row once and compares it. */
	@Setup
	public void fill() {
		Catalog catalog = Catalog.current();
		this.ids = catalog.ids();
		this.drawn = new ZipfKeys(this.ids.length, 1).draw(DRAWN);
		this.reader = open();
		this.reader.fill();
		verify(this.ids.length);
	}

	private void verify(int rows) {
		for (int row = 0; row < rows; row++) {
			this.reader.verify(this.ids[row], this.reader.read(row));
		}
	}

	@TearDown
	public void close() {
		verify(Math.min(SAMPLE, this.ids.length));
		this.reader.verifyHits();
		this.reader.close();
	}

	@Benchmark
	public Object read(Position position) {
		Object answer = this.reader.read(this.drawn[position.next()]);
		if (answer == null) {
			throw new IllegalStateException("A row that must be there is not");
		}
		return answer;
	}

	/** Where one thread is among the drawn rows. */
	@State(Scope.Thread)
	public static class Position {

		private int next = ThreadLocalRandom.current().nextInt(DRAWN);

		int next() {
			this.next = (this.next + 1) & (DRAWN - 1);
			return this.next;
		}

	}

}
