package io.entitycache.equality;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** A row with an id of a fixed length. */
@Entity
public class Shelf implements Named {

	@Id
	private String id;

	private @Nullable String name;

	protected Shelf() {
		this.id = "";
	}

	public Shelf(String id, String name) {
		this.id = id;
		this.name = name;
	}

	public String getId() {
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
