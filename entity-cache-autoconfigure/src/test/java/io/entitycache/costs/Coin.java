package io.entitycache.costs;

import jakarta.persistence.Entity;
import org.hibernate.annotations.Immutable;

/** An article that all callers share. */
@Entity
@Immutable
class Coin extends Article {

	Coin() {
		this(0L, "", 0, false);
	}

	Coin(Long id, String sku, int stock, boolean active) {
		super(id, sku, stock, active);
	}

}
