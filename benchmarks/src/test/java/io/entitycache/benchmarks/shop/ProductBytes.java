package io.entitycache.benchmarks.shop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The byte form that a programmer would write by hand for this one entity: no names, no
 * versions, no checks. The limit for every codec.
 */
public final class ProductBytes {

	private static final Availability[] AVAILABILITIES = Availability.values();

	private static final int FIXED = 8 + 4 + 1 + 2 * 12 + 4 + 4 + 1;

	private ProductBytes() {
	}

	public static byte[] encode(Product product) {
		byte[] sku = bytes(product.getSku());
		byte[] name = bytes(product.getName());
		byte[] description = bytes(product.getDescription());
		byte[] category = bytes(product.getCategory());
		byte[] price = product.getPrice().unscaledValue().toByteArray();
		ByteBuffer buffer = ByteBuffer
			.allocate(FIXED + 5 * 2 + sku.length + name.length + description.length + category.length + price.length);
		buffer.putLong(product.getId());
		put(buffer, sku);
		put(buffer, name);
		put(buffer, description);
		put(buffer, category);
		put(buffer, price);
		buffer.putInt(product.getPrice().scale()).put((byte) product.getAvailability().ordinal());
		put(buffer, product.getCreatedAt());
		put(buffer, product.getChangedAt());
		buffer.putInt(product.getStock()).putInt(product.getWeight()).put((byte) (product.isActive() ? 1 : 0));
		return buffer.array();
	}

	public static Product decode(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		Product product = new Product();
		product.setId(buffer.getLong());
		product.setSku(text(buffer));
		product.setName(text(buffer));
		product.setDescription(text(buffer));
		product.setCategory(text(buffer));
		int length = buffer.getShort();
		BigInteger unscaled = new BigInteger(bytes, buffer.position(), length);
		buffer.position(buffer.position() + length);
		product.setPrice(new BigDecimal(unscaled, buffer.getInt()));
		product.setAvailability(AVAILABILITIES[buffer.get()]);
		product.setCreatedAt(Instant.ofEpochSecond(buffer.getLong(), buffer.getInt()));
		product.setChangedAt(Instant.ofEpochSecond(buffer.getLong(), buffer.getInt()));
		product.setStock(buffer.getInt());
		product.setWeight(buffer.getInt());
		product.setActive(buffer.get() != 0);
		return product;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void put(ByteBuffer buffer, byte[] bytes) {
		buffer.putShort((short) bytes.length).put(bytes);
	}

	private static void put(ByteBuffer buffer, Instant instant) {
		buffer.putLong(instant.getEpochSecond()).putInt(instant.getNano());
	}

	private static String text(ByteBuffer buffer) {
		int length = buffer.getShort();
		String text = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
		buffer.position(buffer.position() + length);
		return text;
	}

}
