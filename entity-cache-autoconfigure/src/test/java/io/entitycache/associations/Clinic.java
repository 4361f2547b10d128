package io.entitycache.associations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;

/** A clinic, whose rooms do not know where they are. */
@Entity
@Table(name = "clinics")
class Clinic {

	@Id
	Long id;

	@OneToMany(cascade = CascadeType.PERSIST)
	@JoinColumn(name = "clinic_id")
	List<Room> rooms = new ArrayList<>();

	@ManyToMany
	@OrderColumn
	List<Vet> shifts = new ArrayList<>();

	@ManyToMany
	@MapKeyColumn(name = "duty")
	Map<String, Vet> duties = new HashMap<>();

	@OneToMany
	@JoinColumn(name = "former_clinic_id")
	List<Room> formerRooms = new ArrayList<>();

	protected Clinic() {
		this(0L);
	}

	Clinic(Long id) {
		this.id = id;
	}

}
