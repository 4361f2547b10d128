package io.entitycache.benchmarks.shop;

import org.jspecify.annotations.Nullable;

import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/**
 * Reads through Spring's cache annotation, which does nothing unless caching is on.
 */
@Service
public class CacheableProducts {

	private final ProductRepository products;

	CacheableProducts(ProductRepository products) {
		this.products = products;
	}

	@Cacheable("products")
	public @Nullable Product find(Long id) {
		return this.products.findById(id).orElse(null);
	}

	/** As {@link #find}, with the annotation's protection against a stampede. */
	@Cacheable(cacheNames = "products", sync = true)
	public @Nullable Product findSynchronized(Long id) {
		return this.products.findById(id).orElse(null);
	}

}
