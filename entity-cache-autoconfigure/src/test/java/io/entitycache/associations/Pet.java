package io.entitycache.associations;

import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A pet, which comes with its owner, its kind and its visits. */
@Entity
@Table(name = "pets")
class Pet {

	@Id
	Long id;

	@Version
	int version;

	String name;

	int weight;

	@ManyToOne
	@Nullable Owner owner;

	@ManyToOne
	@Nullable Kind kind;

	@OneToMany(mappedBy = "pet", fetch = FetchType.EAGER, cascade = CascadeType.PERSIST)
	Set<Visit> visits = new LinkedHashSet<>();

	protected Pet() {
		this(0L, "");
	}

	Pet(Long id, String name) {
		this.id = id;
		this.name = name;
	}

	Visit add(Visit visit) {
		visit.pet = this;
		this.visits.add(visit);
		return visit;
	}

}
