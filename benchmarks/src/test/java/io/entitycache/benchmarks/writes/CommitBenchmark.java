package io.entitycache.benchmarks.writes;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.ZipfKeys;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Changes one row in a transaction. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CommitBenchmark {

	private static final int DRAWN = 1 << 12;

	@Param
	public CommitRow row;

	private CommitRow.Writer writer;

	private Long[] ids;

	private int[] drawn;

	private int next;

	@Setup
	public void open() {
		this.ids = Catalog.current().ids();
		this.drawn = new ZipfKeys(this.ids.length, 1).draw(DRAWN);
		this.writer = this.row.open();
	}

	/** Leaves the table as it was, for the next row. */
	@TearDown
	public void restore() {
		for (int row : Arrays.stream(this.drawn).limit(this.next + 1).distinct().toArray()) {
			Long id = this.ids[row];
			this.writer.keeper().restock(id, Catalog.product(id).getStock());
		}
		this.writer.close();
	}

	@Benchmark
	public void commit() {
		this.next++;
		this.writer.keeper().restock(this.ids[this.drawn[this.next % DRAWN]], this.next);
	}

}
