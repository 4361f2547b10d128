package io.entitycache.sample.order;

import java.util.List;

import org.springframework.util.Assert;

/**
 * An order to be placed.
 *
 * @param customerId who buys
 * @param items what is bought
 */
record NewOrder(long customerId, List<Item> items) {

	NewOrder {
		Assert.notEmpty(items, "'items' must not be empty");
	}

	/**
	 * One product of the order.
	 *
	 * @param sku the product
	 * @param quantity how many
	 */
	record Item(String sku, int quantity) {

		Item {
			Assert.hasText(sku, "'sku' must not be empty");
			Assert.isTrue(quantity > 0, "'quantity' must be positive");
		}

	}

}
