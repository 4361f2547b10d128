package io.entitycache.benchmarks.stampede;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.MultiLevelCacheBuilder;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import io.entitycache.benchmarks.peers.EntityCacheNode;
import io.entitycache.benchmarks.shop.CacheableProducts;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.ProductData;
import io.entitycache.benchmarks.shop.ProductRepository;
import io.entitycache.benchmarks.shop.Servers;
import io.entitycache.benchmarks.shop.Shop;
import io.entitycache.benchmarks.shop.SlowSelects;
import io.lettuce.core.RedisClient;
import org.jspecify.annotations.Nullable;

/** Opens the nodes of each row. */
final class Herds {

	/** How long the database takes for each load. */
	static final Duration LOAD = Duration.ofMillis(50);

	private static final Map<String, String> SLOW = Map.of("shop.select-delay", LOAD.toMillis() + "ms");

	private Herds() {
	}

	static Herd repository(int nodes) {
		return applications(nodes, Map.of(), (shop) -> {
			ProductRepository products = shop.bean(ProductRepository.class);
			return (id) -> products.findById(id).orElse(null);
		});
	}

	static Herd cacheable(int nodes) {
		return applications(nodes, Map.of("spring.cache.type", "caffeine"),
				(shop) -> shop.bean(CacheableProducts.class)::find);
	}

	static Herd cacheableSynchronized(int nodes) {
		return applications(nodes, Map.of("spring.cache.type", "caffeine"),
				(shop) -> shop.bean(CacheableProducts.class)::findSynchronized);
	}

	private static Herd applications(int count, Map<String, String> properties,
			Function<Shop, Function<Long, ? extends @Nullable ProductData>> find) {
		Map<String, String> all = new HashMap<>(SLOW);
		all.put("entity-cache.enabled", "false");
		all.putAll(properties);
		List<Shop> shops = IntStream.range(0, count).mapToObj((node) -> Shop.startAnother(all)).toList();
		return new Herd(shops.stream().map(find).toList(),
				() -> shops.stream().mapToLong((shop) -> shop.bean(SlowSelects.class).count()).sum(),
				() -> shops.forEach(Shop::close));
	}

	static Herd entityCache(int count, boolean lease) {
		String namespace = "stampede-%d-%s-%d".formatted(count, lease, ProcessHandle.current().pid());
		Map<String, String> properties = new HashMap<>(SLOW);
		properties.put("entity-cache.defaults.load-lease", lease ? "1s" : "0s");
		List<EntityCacheNode> nodes = IntStream.range(0, count)
			.mapToObj((node) -> EntityCacheNode.startAnother(namespace, properties))
			.toList();
		List<Function<Long, ? extends @Nullable ProductData>> finds = new ArrayList<>();
		nodes.forEach((node) -> finds.add((id) -> node.products().findById(id).orElse(null)));
		return new Herd(finds, () -> nodes.stream().mapToLong((node) -> node.bean(SlowSelects.class).count()).sum(),
				() -> nodes.forEach(EntityCacheNode::close));
	}

	static Herd jetCache(int count, boolean protect) {
		RedisClient client = RedisClient.create(Servers.current().redisUri());
		AtomicLong loads = new AtomicLong();
		List<Function<Long, ? extends @Nullable ProductData>> finds = new ArrayList<>();
		for (int node = 0; node < count; node++) {
			Cache<Long, Product> cache = jetCache(client, count, protect);
			finds.add((id) -> cache.computeIfAbsent(id, (missing) -> load(missing, loads)));
		}
		return new Herd(finds, loads::get, client::shutdown);
	}

	private static Cache<Long, Product> jetCache(RedisClient client, int count, boolean protect) {
		Cache<Long, Product> local = CaffeineCacheBuilder.createCaffeineCacheBuilder()
			.keyConvertor(Fastjson2KeyConvertor.INSTANCE)
			.buildCache();
		Cache<Long, Product> remote = RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
			.redisClient(client)
			.keyPrefix("stampede:%d:%s:".formatted(count, protect))
			.keyConvertor(Fastjson2KeyConvertor.INSTANCE)
			.valueEncoder(Kryo5ValueEncoder.INSTANCE)
			.valueDecoder(Kryo5ValueDecoder.INSTANCE)
			.expireAfterWrite(1, TimeUnit.MINUTES)
			.buildCache();
		return MultiLevelCacheBuilder.createMultiLevelCacheBuilder()
			.addCache(local, remote)
			.expireAfterWrite(1, TimeUnit.MINUTES)
			.cachePenetrateProtect(protect)
			.buildCache();
	}

	private static Product load(Long id, AtomicLong loads) {
		loads.incrementAndGet();
		SlowSelects.sleep(LOAD);
		return Catalog.product(id);
	}

}
