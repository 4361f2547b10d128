package io.entitycache.benchmarks.codec;

import java.util.function.Function;

import io.entitycache.benchmarks.shop.Product;

/**
 * A way to write a product as bytes.
 *
 * @param encode writes it
 * @param decode reads it
 * @param closing closes what it needs
 */
public record ProductCodec(Function<Product, byte[]> encode, Function<byte[], Product> decode,
		Runnable closing) implements AutoCloseable {

	ProductCodec(Function<Product, byte[]> encode, Function<byte[], Product> decode) {
		this(encode, decode, () -> {
		});
	}

	@Override
	public void close() {
		this.closing.run();
	}

}
