package io.entitycache.costs;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;

/** What all articles have; nothing of it can be changed in place. */
@MappedSuperclass
abstract class Article {

	@Id
	private Long id;

	@Column(unique = true)
	private String sku;

	private int stock;

	private boolean active;

	Article(Long id, String sku, int stock, boolean active) {
		this.id = id;
		this.sku = sku;
		this.stock = stock;
		this.active = active;
	}

	Long getId() {
		return this.id;
	}

	String getSku() {
		return this.sku;
	}

	int getStock() {
		return this.stock;
	}

	void setStock(int stock) {
		this.stock = stock;
	}

	boolean isActive() {
		return this.active;
	}

}
