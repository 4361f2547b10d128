package io.entitycache.benchmarks.peers;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.Servers;
import io.lettuce.core.RedisClient;
import org.jspecify.annotations.Nullable;

/** JetCache with one level or two. */
public final class JetCacheReader implements ProductReader {

	private final Cache<Long, Product> cache;

	private final Runnable closing;

	private final Long[] ids = Catalog.current().ids();

	private JetCacheReader(Cache<Long, Product> cache, Runnable closing) {
		this.cache = cache;
		this.closing = closing;
	}

	/** Two levels, of which the first answers. */
	public static JetCacheReader twoLevels() {
		RedisClient client = RedisClient.create(Servers.current().redisUri());
		Cache<Long, Product> both = MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
			.addCache(local(), remote(client, "two", Kryo5ValueEncoder.INSTANCE, Kryo5ValueDecoder.INSTANCE))
			.expireAfterWrite(CaffeineReader.TTL.toSeconds(), TimeUnit.SECONDS)
			.buildCache();
		return new JetCacheReader(both, client::shutdown);
	}

	public static JetCacheReader onRedisWithKryo() {
		RedisClient client = RedisClient.create(Servers.current().redisUri());
		return new JetCacheReader(remote(client, "kryo", Kryo5ValueEncoder.INSTANCE, Kryo5ValueDecoder.INSTANCE),
				client::shutdown);
	}

	public static JetCacheReader onRedisWithJdk() {
		RedisClient client = RedisClient.create(Servers.current().redisUri());
		return new JetCacheReader(remote(client, "jdk", JavaValueEncoder.INSTANCE, JavaValueDecoder.INSTANCE),
				client::shutdown);
	}

	private static Cache<Long, Product> local() {
		return CaffeineCacheBuilder.createCaffeineCacheBuilder()
			.limit(CaffeineReader.maximumSize())
			.expireAfterWrite(CaffeineReader.TTL.toSeconds(), TimeUnit.SECONDS)
			.keyConvertor(Fastjson2KeyConvertor.INSTANCE)
			.buildCache();
	}

	private static Cache<Long, Product> remote(RedisClient client, String name, Function<Object, byte[]> encoder,
			Function<byte[], Object> decoder) {
		return RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
			.redisClient(client)
			.keyPrefix("jetcache:" + name + ":")
			.keyConvertor(Fastjson2KeyConvertor.INSTANCE)
			.valueEncoder(encoder)
			.valueDecoder(decoder)
			.expireAfterWrite(CaffeineReader.TTL.toSeconds(), TimeUnit.SECONDS)
			.buildCache();
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
		return this.cache.get(this.ids[row]);
	}

	@Override
	public Object readAll(List<Long> ids) {
		return this.cache.getAll(new HashSet<>(ids));
	}

	@Override
	public void close() {
		this.cache.close();
		this.closing.run();
	}

}
