package io.entitycache.costs;

import jakarta.persistence.Entity;

/** An article of which each caller gets a copy. */
@Entity
class Gadget extends Article {

	Gadget() {
		this(0L, "", 0, false);
	}

	Gadget(Long id, String sku, int stock, boolean active) {
		super(id, sku, stock, active);
	}

}
