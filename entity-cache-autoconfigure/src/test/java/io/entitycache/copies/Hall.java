package io.entitycache.copies;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PostLoad;
import jakarta.persistence.Transient;

/** Has a callback that looks at an association that its copies do not have. */
@Entity
public class Hall extends Persisted {

	@OneToMany
	private Set<Badge> badges = new HashSet<>();

	@Transient
	private int size;

	@PostLoad
	void count() {
		this.size = this.badges.size();
	}

	int getSize() {
		return this.size;
	}

}
