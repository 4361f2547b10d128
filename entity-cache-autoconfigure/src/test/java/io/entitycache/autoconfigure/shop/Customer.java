package io.entitycache.autoconfigure.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Has the same id type as another entity, and an entity name of its own. */
@Entity(name = "Client")
public class Customer {

	@Id
	private @Nullable Long id;

	private @Nullable String name;

	protected Customer() {
	}

	public Customer(Long id, String name) {
		this.id = id;
		this.name = name;
	}

	public @Nullable Long getId() {
		return this.id;
	}

	public @Nullable String getName() {
		return this.name;
	}

}
