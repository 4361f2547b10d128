package io.entitycache.associations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A room. */
@Entity
@Table(name = "rooms")
class Room {

	@Id
	Long id;

	String door;

	protected Room() {
		this(0L, "");
	}

	Room(Long id, String door) {
		this.id = id;
		this.door = door;
	}

}
