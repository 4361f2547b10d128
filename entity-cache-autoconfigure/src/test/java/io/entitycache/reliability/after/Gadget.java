package io.entitycache.reliability.after;

import java.math.BigDecimal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A gadget with a price of another type, and a new attribute. */
@Entity(name = "Gadget")
@Table(name = "gadget")
public class Gadget {

	@Id
	private long id;

	private String name = "";

	private BigDecimal price = BigDecimal.ZERO;

	private @Nullable String colour;

	protected Gadget() {
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public BigDecimal getPrice() {
		return this.price;
	}

	public void setPrice(BigDecimal price) {
		this.price = price;
	}

	public @Nullable String getColour() {
		return this.colour;
	}

	public void setColour(String colour) {
		this.colour = colour;
	}

}
