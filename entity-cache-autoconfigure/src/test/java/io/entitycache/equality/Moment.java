package io.entitycache.equality;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A row with a time as its id. */
@Entity
public class Moment implements Named {

	@Id
	private Instant id;

	private @Nullable String name;

	protected Moment() {
		this.id = Instant.EPOCH;
	}

	public Moment(Instant id, String name) {
		this.id = id;
		this.name = name;
	}

	public Instant getId() {
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
