package io.entitycache.benchmarks.peers;

import java.util.HashSet;
import java.util.List;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.Servers;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;

/** Redisson's maps, with a local cache or without. */
public final class RedissonReader implements ProductReader {

	private final RedissonClient client;

	private final RMap<Long, Product> map;

	private final Long[] ids = Catalog.current().ids();

	private RedissonReader(boolean local) {
		Config config = new Config();
		config.useSingleServer().setAddress(Servers.current().redisUri());
		this.client = Redisson.create(config);
		this.map = local ? this.client.getLocalCachedMap(LocalCachedMapOptions.<Long, Product>name("redisson:local")
			.cacheSize(CaffeineReader.maximumSize())
			.evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU)
			.timeToLive(CaffeineReader.TTL)) : this.client.getMap("redisson:map");
	}

	/** A map with a local cache, which answers. */
	public static RedissonReader localCachedMap() {
		return new RedissonReader(/* local= */ true);
	}

	public static RedissonReader map() {
		return new RedissonReader(/* local= */ false);
	}

	@Override
	public void fill() {
		for (Long id : this.ids) {
			Product product = Catalog.product(id);
			this.map.fastPut(product.getId(), product);
		}
	}

	@Override
	public @Nullable Object read(int row) {
		return this.map.get(this.ids[row]);
	}

	@Override
	public Object readAll(List<Long> ids) {
		return this.map.getAll(new HashSet<>(ids));
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
