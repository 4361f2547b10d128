package io.entitycache.benchmarks.writes;

import java.util.concurrent.TimeUnit;

import io.entitycache.benchmarks.peers.EntityCacheNode;
import io.entitycache.benchmarks.shop.Catalog;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From the call on one node to the removal on the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FanOutBenchmark {

	@Param
	public FanOutRow row;

	private FanOut nodes;

	private Long[] ids;

	private int next;

	@Setup
	public void open() {
		this.ids = Catalog.current().ids();
		this.nodes = this.row.open();
	}

	@TearDown
	public void close() {
		this.nodes.close();
	}

	@Setup(Level.Invocation)
	public void remember() {
		this.next = (this.next + 1) % this.ids.length;
		EntityCacheNode.await(() -> {
			this.nodes.remember(this.ids[this.next]);
			return this.nodes.isRemembered(this.ids[this.next]);
		});
	}

	@Benchmark
	public void invalidate() {
		Long id = this.ids[this.next];
		this.nodes.invalidate(id);
		EntityCacheNode.await(() -> !this.nodes.isRemembered(id));
	}

}
