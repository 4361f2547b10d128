package io.entitycache.sample.catalog;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** A product to be sold from now on. */
record NewProduct(String sku, String barcode, String name, @Nullable String description, BigDecimal price,
		Category category) {

	NewProduct {
		Assert.hasText(sku, "'sku' must not be empty");
		Assert.hasText(barcode, "'barcode' must not be empty");
		Assert.hasText(name, "'name' must not be empty");
		Assert.notNull(price, "'price' must not be null");
		Assert.notNull(category, "'category' must not be null");
	}

	Product toProduct() {
		return new Product(this.sku, this.barcode, this.name, (this.description != null) ? this.description : "",
				this.price, this.category);
	}

}
