package io.entitycache.benchmarks.codec;

import java.util.function.Supplier;
import java.util.stream.LongStream;

import com.alibaba.fastjson2.JSON;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import io.entitycache.benchmarks.report.Row;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.ProductBytes;

import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;

/** What writes a product as bytes. */
public enum CodecRow implements Row {

	/** The limit. */
	HAND("written by hand for this type", () -> new ProductCodec(ProductBytes::encode, ProductBytes::decode)),

	/** What Spring's template suggests. */
	JACKSON("Jackson 3, JSON", CodecRow::jackson),

	/** What JetCache uses for keys. */
	FASTJSON("fastjson2, JSON",
			() -> new ProductCodec(JSON::toJSONBytes, (bytes) -> JSON.parseObject(bytes, Product.class))),

	/** What Redisson and JetCache suggest. */
	KRYO("Kryo 5, as JetCache calls it",
			() -> new ProductCodec(Kryo5ValueEncoder.INSTANCE::apply,
					(bytes) -> (Product) Kryo5ValueDecoder.INSTANCE.apply(bytes))),

	/** What Spring uses unless told otherwise. */
	JDK("JDK serialization",
			() -> new ProductCodec(JavaValueEncoder.INSTANCE::apply,
					(bytes) -> (Product) JavaValueDecoder.INSTANCE.apply(bytes))),

	/** Ours, with its frame and all checks. */
	ENTITY_CACHE("**entity-cache**, frame included", EntityCacheCodec::open);

	private final String title;

	private final Supplier<ProductCodec> codec;

	CodecRow(String title, Supplier<ProductCodec> codec) {
		this.title = title;
		this.codec = codec;
	}

	@Override
	public String title() {
		return this.title;
	}

	ProductCodec open() {
		return this.codec.get();
	}

	/** The mean number of bytes of a product. */
	public double size() {
		try (ProductCodec opened = open()) {
			return LongStream.rangeClosed(1, 100)
				.map((id) -> opened.encode().apply(Catalog.product(id)).length)
				.average()
				.orElseThrow();
		}
	}

	private static ProductCodec jackson() {
		JacksonJsonRedisSerializer<Product> serializer = new JacksonJsonRedisSerializer<>(Product.class);
		return new ProductCodec(serializer::serialize, serializer::deserialize);
	}

}
