package io.entitycache.autoconfigure.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Has no repository. */
@Entity
public class Coupon {

	@Id
	private long id;

	protected Coupon() {
	}

	public long getId() {
		return this.id;
	}

}
