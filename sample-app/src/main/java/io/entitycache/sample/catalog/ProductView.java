package io.entitycache.sample.catalog;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/** What the shop tells of a product. */
record ProductView(@Nullable Long id, String sku, String barcode, String name, BigDecimal price, Category category,
		int stock, long version) {

	static ProductView of(Product product) {
		return new ProductView(product.getId(), product.getSku(), product.getBarcode(), product.getName(),
				product.getPrice(), product.getCategory(), product.getStock(), product.getVersion());
	}

}
