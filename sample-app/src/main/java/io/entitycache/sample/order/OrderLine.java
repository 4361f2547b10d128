package io.entitycache.sample.order;

import java.math.BigDecimal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * One product of an order, at the price it then had.
 *
 * @param sku the product
 * @param quantity how many
 * @param price the price of one
 */
@Embeddable
public record OrderLine(@Column(nullable = false, length = 40) String sku, @Column(nullable = false) int quantity,
		@Column(nullable = false, precision = 12, scale = 2) BigDecimal price) {

}
