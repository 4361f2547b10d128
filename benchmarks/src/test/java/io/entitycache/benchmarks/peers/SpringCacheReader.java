package io.entitycache.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.Servers;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.caffeine.CaffeineCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Spring's cache interface, on Caffeine and on Redis. */
public final class SpringCacheReader implements ProductReader {

	private final Cache cache;

	private final Runnable closing;

	private final Long[] ids = Catalog.current().ids();

	private SpringCacheReader(Cache cache, Runnable closing) {
		this.cache = cache;
		this.closing = closing;
	}

	public static SpringCacheReader onCaffeine() {
		return new SpringCacheReader(new CaffeineCache("products",
				Caffeine.newBuilder()
					.maximumSize(CaffeineReader.maximumSize())
					.expireAfterWrite(CaffeineReader.TTL)
					.build()),
				() -> {
				});
	}

	public static SpringCacheReader onRedisWithJson() {
		return onRedis("json", new JacksonJsonRedisSerializer<>(Product.class));
	}

	public static SpringCacheReader onRedisWithJdk() {
		return onRedis("jdk", RedisSerializer.java());
	}

	private static SpringCacheReader onRedis(String name, RedisSerializer<?> serializer) {
		Servers servers = Servers.current();
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(servers.redisHost(), servers.redisPort()));
		connections.afterPropertiesSet();
		connections.start();
		RedisCacheManager manager = RedisCacheManager.builder(connections)
			.cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
				.entryTtl(CaffeineReader.TTL)
				.serializeValuesWith(SerializationPair.fromSerializer(serializer)))
			.build();
		Cache cache = manager.getCache("spring-" + name);
		if (cache == null) {
			throw new IllegalStateException("Spring made no cache");
		}
		return new SpringCacheReader(cache, connections::destroy);
	}

	@Override
	public void fill() {
		for (Long id : this.ids) {
			Product product = Catalog.product(id);
			this.cache.put(product.getId(), product);
		}
	}

	@Override
	public @Nullable Object read(int row) {
		return read(this.ids[row]);
	}

	private @Nullable Object read(Long id) {
		Cache.ValueWrapper wrapper = this.cache.get(id);
		return (wrapper != null) ? wrapper.get() : null;
	}

	@Override
	public Object readAll(List<Long> ids) {
		// The interface has no other way.
		Map<Long, @Nullable Object> answers = new HashMap<>();
		ids.forEach((id) -> answers.put(id, read(id)));
		return answers;
	}

	@Override
	public void close() {
		this.closing.run();
	}

}
