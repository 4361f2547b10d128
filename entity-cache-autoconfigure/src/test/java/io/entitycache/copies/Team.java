package io.entitycache.copies;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;

/** Has a callback that looks at an association. */
@Entity
public class Team extends Persisted {

	@OneToMany(mappedBy = "team")
	private Set<Ticket> tickets = new HashSet<>();

	@Transient
	private int size;

	@PostLoad
	void count() {
		this.size = this.tickets.size();
	}

	int getSize() {
		return this.size;
	}

}
