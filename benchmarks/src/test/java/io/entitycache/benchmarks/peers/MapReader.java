package io.entitycache.benchmarks.peers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import org.jspecify.annotations.Nullable;

/** A plain map: what no cache can be faster than. */
public final class MapReader implements ProductReader {

	private final Map<Long, Product> products = new ConcurrentHashMap<>();

	private final Long[] ids = Catalog.current().ids();

	@Override
	public void fill() {
		for (Long id : this.ids) {
			this.products.put(id, Catalog.product(id));
		}
	}

	@Override
	public @Nullable Object read(int row) {
		return this.products.get(this.ids[row]);
	}

}
