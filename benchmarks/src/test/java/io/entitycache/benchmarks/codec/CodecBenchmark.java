package io.entitycache.benchmarks.codec;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Writes products as bytes, or reads them back, one after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

	private static final int PRODUCTS = 256;

	@Param
	public CodecRow row;

	/** What is measured. */
	@Param
	public Direction direction;

	private ProductCodec codec;

	private Product[] products;

	private byte[][] encoded;

	private int next;

	@Setup
	public void open() {
		this.codec = this.row.open();
		this.products = LongStream.rangeClosed(1, PRODUCTS).mapToObj(Catalog::product).toArray(Product[]::new);
		this.encoded = new byte[PRODUCTS][];
		for (int i = 0; i < PRODUCTS; i++) {
			this.encoded[i] = this.codec.encode().apply(this.products[i]);
			Catalog.verify(this.products[i].getId(), this.codec.decode().apply(this.encoded[i]));
		}
	}

	@TearDown
	public void close() {
		this.codec.close();
	}

	@Benchmark
	public Object convert() {
		this.next = (this.next + 1) % PRODUCTS;
		return switch (this.direction) {
			case ENCODE -> this.codec.encode().apply(this.products[this.next]);
			case DECODE -> this.codec.decode().apply(this.encoded[this.next]);
			case BOTH -> this.codec.decode().apply(this.codec.encode().apply(this.products[this.next]));
		};
	}

	/** What is measured. */
	public enum Direction {

		/** To bytes. */
		ENCODE,

		/** From bytes. */
		DECODE,

		/** To bytes and back. */
		BOTH

	}

}
