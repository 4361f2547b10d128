package io.entitycache.associations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A kind of pets. */
@Entity
@Table(name = "kinds")
class Kind {

	@Id
	Long id;

	String name;

	protected Kind() {
		this(0L, "");
	}

	Kind(Long id, String name) {
		this.id = id;
		this.name = name;
	}

}
