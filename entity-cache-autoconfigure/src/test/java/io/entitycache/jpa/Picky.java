package io.entitycache.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** Refuses what its field may hold. */
@Entity
class Picky {

	private @Nullable Long id;

	private @Nullable String name;

	Picky() {
	}

	Picky(long id, String name) {
		this.id = id;
		this.name = name;
	}

	@Id
	@Nullable Long getId() {
		return this.id;
	}

	void setId(Long id) {
		this.id = id;
	}

	@Nullable String getName() {
		return this.name;
	}

	void setName(String name) {
		if (name.equals("bad")) {
			throw new IllegalStateException("refused");
		}
		this.name = name;
	}

}
