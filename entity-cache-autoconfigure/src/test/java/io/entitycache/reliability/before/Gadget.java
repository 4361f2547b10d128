package io.entitycache.reliability.before;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A gadget with a whole price. */
@Entity(name = "Gadget")
@Table(name = "gadget")
public class Gadget {

	@Id
	private long id;

	private String name = "";

	private long price;

	protected Gadget() {
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public long getPrice() {
		return this.price;
	}

	public void setPrice(long price) {
		this.price = price;
	}

}
