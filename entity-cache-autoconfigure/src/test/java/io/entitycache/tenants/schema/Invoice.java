package io.entitycache.tenants.schema;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Every tenant has its own, under the same ids and numbers. */
@Entity
public class Invoice {

	@Id
	@Nullable Long id;

	@Column(unique = true)
	@Nullable String number;

	@Nullable String owner;

	protected Invoice() {
	}

	Invoice(long id, String number, String owner) {
		this.id = id;
		this.number = number;
		this.owner = owner;
	}

	@Nullable String owner() {
		return this.owner;
	}

}
