package io.entitycache.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.entitycache.benchmarks.shop.CacheableProducts;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.ProductRepository;
import io.entitycache.benchmarks.shop.Shop;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/** The application's own ways to read, without the entity cache. */
public final class ShopReader implements ProductReader {

	private static final Map<String, String> PLAIN = Map.of("entity-cache.enabled", "false");

	private final Shop shop;

	private final Function<Long, @Nullable Product> find;

	private final boolean remembers;

	private final Long[] ids = Catalog.current().ids();

	private ShopReader(Map<String, String> properties, Function<Shop, Function<Long, @Nullable Product>> find) {
		this(properties, /* remembers= */ true, find);
	}

	private ShopReader(Map<String, String> properties, boolean remembers,
			Function<Shop, Function<Long, @Nullable Product>> find) {
		Map<String, String> all = new HashMap<>(PLAIN);
		all.putAll(properties);
		this.shop = Shop.start(all);
		this.remembers = remembers;
		this.find = find.apply(this.shop);
	}

	/** The repository, which goes to the database. */
	public static ShopReader repository() {
		return new ShopReader(Map.of(), /* remembers= */ false, ShopReader::byRepository);
	}

	/** Spring's annotation on Caffeine. */
	public static ShopReader cacheable() {
		return new ShopReader(Map.of("spring.cache.type", "caffeine", "spring.cache.caffeine.spec",
				"maximumSize=%d,expireAfterWrite=%ds".formatted(CaffeineReader.maximumSize(),
						CaffeineReader.TTL.toSeconds())),
				(shop) -> shop.bean(CacheableProducts.class)::find);
	}

	/** Spring's annotation on Redis, with the serializer it has by default. */
	public static ShopReader cacheableOnRedis() {
		return new ShopReader(
				Map.of("spring.cache.type", "redis", "spring.cache.redis.time-to-live",
						CaffeineReader.TTL.toSeconds() + "s", "spring.cache.redis.key-prefix", "cacheable:"),
				(shop) -> shop.bean(CacheableProducts.class)::find);
	}

	/** Hibernate's second level in a persistence context of its own for each read. */
	public static ShopReader secondLevel() {
		return new ShopReader(secondLevelProperties(), (shop) -> {
			EntityManagerFactory factory = shop.bean(EntityManagerFactory.class);
			return (id) -> {
				try (EntityManager entityManager = factory.createEntityManager()) {
					return entityManager.find(Product.class, id);
				}
			};
		});
	}

	/** Hibernate's second level behind the repository. */
	public static ShopReader secondLevelRepository() {
		return new ShopReader(secondLevelProperties(), ShopReader::byRepository);
	}

	private static Map<String, String> secondLevelProperties() {
		String prefix = "spring.jpa.properties.";
		return Map.of(prefix + "jakarta.persistence.sharedCache.mode", "ALL",
				prefix + "hibernate.cache.use_second_level_cache", "true",
				prefix + "hibernate.cache.region.factory_class", ByReferenceRegionFactory.class.getName(),
				prefix + "hibernate.cache.default_cache_concurrency_strategy", "read-write",
				prefix + "hibernate.javax.cache.provider",
				"com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
	}

	private static Function<Long, @Nullable Product> byRepository(Shop shop) {
		ProductRepository products = shop.bean(ProductRepository.class);
		return (id) -> products.findById(id).orElse(null);
	}

	@Override
	public void fill() {
		for (int row = 0; this.remembers && row < this.ids.length; row++) {
			read(row);
		}
	}

	@Override
	public @Nullable Object read(int row) {
		return this.find.apply(this.ids[row]);
	}

	@Override
	public Object readAll(List<Long> ids) {
		Map<Long, Product> products = new HashMap<>();
		this.shop.bean(ProductRepository.class)
			.findAllById(ids)
			.forEach((product) -> products.put(product.getId(), product));
		return products;
	}

	@Override
	public void forget() {
		// The repository remembers nothing beyond the call.
	}

	@Override
	public void close() {
		this.shop.close();
	}

}
