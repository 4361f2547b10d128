package io.entitycache.associations;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;

/** A veterinarian, who comes with the specialties. */
@Entity
@Table(name = "vets")
class Vet {

	@Id
	Long id;

	String name = "";

	@ManyToMany(fetch = FetchType.EAGER)
	Set<Specialty> specialties = new HashSet<>();

	protected Vet() {
		this(0L);
	}

	Vet(Long id) {
		this.id = id;
	}

}
