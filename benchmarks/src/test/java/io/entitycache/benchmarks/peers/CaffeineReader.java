package io.entitycache.benchmarks.peers;

import java.time.Duration;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import org.jspecify.annotations.Nullable;

/** Caffeine as it is, holding the products themselves. */
public final class CaffeineReader implements ProductReader {

	/** Time to live of every cache. */
	public static final Duration TTL = Duration.ofMinutes(10);

	private final Cache<Long, Product> cache;

	private final Long[] ids = Catalog.current().ids();

	private CaffeineReader(Cache<Long, Product> cache) {
		this.cache = cache;
	}

	/** Entries of every local cache, so that the whole table fits. */
	public static int maximumSize() {
		return 2 * Catalog.current().size();
	}

	public static CaffeineReader withSize() {
		return new CaffeineReader(Caffeine.newBuilder().maximumSize(maximumSize()).build());
	}

	public static CaffeineReader withSizeAndTtl() {
		return new CaffeineReader(Caffeine.newBuilder().maximumSize(maximumSize()).expireAfterWrite(TTL).build());
	}

	public static CaffeineReader withStatistics() {
		return new CaffeineReader(
				Caffeine.newBuilder().maximumSize(maximumSize()).expireAfterWrite(TTL).recordStats().build());
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
		return this.cache.getIfPresent(this.ids[row]);
	}

	@Override
	public Object readAll(List<Long> ids) {
		return this.cache.getAllPresent(ids);
	}

}
