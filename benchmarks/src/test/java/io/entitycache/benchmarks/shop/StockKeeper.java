package io.entitycache.benchmarks.shop;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Writes products as applications do. */
@Service
public class StockKeeper {

	private final ProductRepository products;

	StockKeeper(ProductRepository products) {
		this.products = products;
	}

	/** Changes one row. */
	@Transactional
	public void restock(Long id, int stock) {
		this.products.findById(id).orElseThrow().setStock(stock);
	}

	/** Reads one row and changes nothing. */
	@Transactional(readOnly = true)
	public int stock(Long id) {
		return this.products.findById(id).orElseThrow().getStock();
	}

}
