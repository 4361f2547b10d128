package io.entitycache.costs;

import jakarta.persistence.Entity;

/** An article that only the shared level holds. */
@Entity
class Bolt extends Article {

	Bolt() {
		this(0L, "", 0, false);
	}

	Bolt(Long id, String sku, int stock, boolean active) {
		super(id, sku, stock, active);
	}

}
