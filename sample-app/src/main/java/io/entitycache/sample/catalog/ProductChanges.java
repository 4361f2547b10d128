package io.entitycache.sample.catalog;

import java.math.BigDecimal;

import io.entitycache.sample.NotFoundException;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes products, each method in a transaction. Nothing here knows of the cache: what a
 * commit made stale is gone from it, on every instance.
 */
@Service
@Transactional
public class ProductChanges {

	private final ProductRepository products;

	ProductChanges(ProductRepository products) {
		this.products = products;
	}

	public Product create(Product product) {
		return this.products.save(product);
	}

	public Product changePrice(long id, BigDecimal price) {
		Product product = find(id);
		product.changePrice(price);
		return product;
	}

	/** The SKU is a key of the cache, so that both the old and the new one are stale. */
	public Product changeSku(long id, String sku) {
		Product product = find(id);
		product.changeSku(sku);
		return product;
	}

	public void delete(long id) {
		this.products.delete(find(id));
	}

	/** One statement changes many rows, none of which is ever loaded. */
	public int changePrices(Category category, int percent) {
		return this.products.multiplyPrices(category, BigDecimal.valueOf(100 + percent, 2));
	}

	/** The price reaches the database, and then the transaction rolls back. */
	public void changePriceThenFail(long id, BigDecimal price) {
		find(id).changePrice(price);
		this.products.flush();
		throw new PriceRefusedException(id);
	}

	private Product find(long id) {
		return this.products.findById(id).orElseThrow(() -> new NotFoundException("product", "id", id));
	}

}
