package io.entitycache.autoconfigure.shop;

import java.io.Serializable;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

/** Has an id class. */
@Entity
@IdClass(Stock.Key.class)
public class Stock {

	@Id
	private int warehouse;

	@Id
	private long product;

	private int quantity;

	protected Stock() {
	}

	public Stock(int warehouse, long product, int quantity) {
		this.warehouse = warehouse;
		this.product = product;
		this.quantity = quantity;
	}

	public int getQuantity() {
		return this.quantity;
	}

	/**
	 * The id.
	 *
	 * @param warehouse the warehouse
	 * @param product the product
	 */
	public record Key(int warehouse, long product) implements Serializable {
	}

}
