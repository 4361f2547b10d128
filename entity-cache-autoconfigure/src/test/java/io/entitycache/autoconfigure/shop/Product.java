package io.entitycache.autoconfigure.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Has a primitive id, a unique attribute and one that is not. */
@Entity
public class Product {

	@Id
	private long id;

	@Column(unique = true)
	private @Nullable String sku;

	private @Nullable String title;

	protected Product() {
	}

	public Product(long id, String sku, String title) {
		this.id = id;
		this.sku = sku;
		this.title = title;
	}

	public long getId() {
		return this.id;
	}

	public @Nullable String getSku() {
		return this.sku;
	}

	public @Nullable String getTitle() {
		return this.title;
	}

	public void setTitle(String title) {
		this.title = title;
	}

}
