package io.entitycache.reliability.counter;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row whose number is raised by one with every committed change. */
@Entity
@Table(name = "counter")
public class Counter {

	@Id
	private long id;

	private long number;

	protected Counter() {
	}

	public long getId() {
		return this.id;
	}

	public long getNumber() {
		return this.number;
	}

	/** Raises the number and returns it. */
	public long raise() {
		this.number++;
		return this.number;
	}

}
