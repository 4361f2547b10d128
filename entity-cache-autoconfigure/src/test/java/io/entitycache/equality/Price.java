package io.entitycache.equality;

import java.math.BigDecimal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A row with a decimal id. */
@Entity
public class Price implements Named {

	@Id
	private BigDecimal id;

	private @Nullable String name;

	protected Price() {
		this.id = BigDecimal.ZERO;
	}

	public Price(BigDecimal id, String name) {
		this.id = id;
		this.name = name;
	}

	public BigDecimal getId() {
		return this.id;
	}

	@Override
	public @Nullable String getName() {
		return this.name;
	}

	@Override
	public void setName(String newName) {
		this.name = newName;
	}

}
