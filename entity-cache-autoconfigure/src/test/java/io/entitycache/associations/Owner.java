package io.entitycache.associations;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;

/** Somebody with pets, which come with their owner. */
@Entity
@Table(name = "owners")
class Owner {

	@Id
	Long id;

	@Column(unique = true)
	String name;

	@OneToMany(mappedBy = "owner", fetch = FetchType.EAGER, cascade = CascadeType.ALL, orphanRemoval = true)
	@OrderBy("name")
	List<Pet> pets = new ArrayList<>();

	@ElementCollection
	Set<String> phones = new HashSet<>();

	protected Owner() {
		this(0L);
	}

	Owner(Long id) {
		this.id = id;
		this.name = "owner-" + id;
	}

	Pet add(Pet pet) {
		pet.owner = this;
		this.pets.add(pet);
		return pet;
	}

}
