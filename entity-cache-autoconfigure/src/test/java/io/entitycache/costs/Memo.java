package io.entitycache.costs;

import jakarta.persistence.Entity;

/** An article that nobody caches. */
@Entity
class Memo extends Article {

	Memo() {
		this(0L, "", 0, false);
	}

	Memo(Long id, String sku, int stock, boolean active) {
		super(id, sku, stock, active);
	}

}
