package io.entitycache.associations;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;

/** A specialty, with the vets who have it only where they are wanted. */
@Entity
@Table(name = "specialties")
class Specialty {

	@Id
	Long id;

	String name;

	@ManyToMany(mappedBy = "specialties")
	List<Vet> vets = new ArrayList<>();

	protected Specialty() {
		this(0L, "");
	}

	Specialty(Long id, String name) {
		this.id = id;
		this.name = name;
	}

}
