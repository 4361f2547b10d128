package io.entitycache.benchmarks.writes;

import io.entitycache.benchmarks.shop.Servers;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.config.Config;

/** Two instances of a map with a local cache. */
final class RedissonFanOut implements FanOut {

	private final RedissonClient writer = client();

	private final RedissonClient reader = client();

	private final RLocalCachedMap<Long, String> written = map(this.writer);

	private final RLocalCachedMap<Long, String> read = map(this.reader);

	private static RedissonClient client() {
		Config config = new Config();
		config.useSingleServer().setAddress(Servers.current().redisUri());
		return Redisson.create(config);
	}

	private static RLocalCachedMap<Long, String> map(RedissonClient client) {
		return client.getLocalCachedMap(LocalCachedMapOptions.name("redisson:fan-out"));
	}

	@Override
	public void remember(Long id) {
		this.read.fastPut(id, "value");
	}

	@Override
	public boolean isRemembered(Long id) {
		return this.read.getCachedMap().containsKey(id);
	}

	@Override
	public void invalidate(Long id) {
		this.written.fastRemove(id);
	}

	@Override
	public void close() {
		this.writer.shutdown();
		this.reader.shutdown();
	}

}
