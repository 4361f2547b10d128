package io.entitycache.moves;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.OptimisticLock;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.jspecify.annotations.Nullable;

/**
 * A shelter with animals of several kinds, which differ in what their updates write and
 * compare.
 */
@Entity(name = "Shelter")
class Shelter {

	@Id
	Long id = 0L;

	@OneToMany(mappedBy = "shelter")
	@OrderBy("name")
	List<Dog> dogs = new ArrayList<>();

	@OneToMany(mappedBy = "shelter")
	Set<Cat> cats = new HashSet<>();

	@OneToMany(mappedBy = "shelter")
	Set<Bird> birds = new HashSet<>();

	@OneToMany(mappedBy = "shelter")
	Set<Owl> owls = new HashSet<>();

	@OneToMany(mappedBy = "shelter")
	Set<Fish> fish = new HashSet<>();

	@OneToMany(mappedBy = "shelter")
	Set<Goat> goats = new HashSet<>();

	@OneToMany(mappedBy = "shelter")
	Set<Hare> hares = new HashSet<>();

	/** An animal. */
	@MappedSuperclass
	abstract static class Animal {

		@Id
		Long id = 0L;

		String name = "";

		int weight;

		abstract @Nullable Shelter shelter();

		abstract void moveTo(Shelter shelter);

	}

	/** Every update writes every column and compares none. */
	@Entity(name = "Dog")
	static class Dog extends Animal {

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelter = shelter;
		}

	}

	/** Every update compares the version. */
	@Entity(name = "Cat")
	static class Cat extends Animal {

		@Version
		int version;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelter = shelter;
		}

	}

	/** An update writes what has changed. */
	@Entity(name = "Bird")
	@DynamicUpdate
	static class Bird extends Animal {

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelter = shelter;
		}

	}

	/** An update writes what has changed, and compares the version. */
	@Entity(name = "Owl")
	@DynamicUpdate
	static class Owl extends Animal {

		@Version
		int version;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelter = shelter;
		}

	}

	/** A move leaves the version as it is. */
	@Entity(name = "Fish")
	static class Fish extends Animal {

		@Version
		int version;

		@ManyToOne(fetch = FetchType.LAZY)
		@OptimisticLock(excluded = true)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelter = shelter;
		}

	}

	/** An update compares every column that it writes. */
	@Entity(name = "Goat")
	@DynamicUpdate
	@OptimisticLocking(type = OptimisticLockType.DIRTY)
	static class Goat extends Animal {

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelter = shelter;
		}

	}

	/** The column of the association is written through another attribute. */
	@Entity(name = "Hare")
	static class Hare extends Animal {

		@Version
		int version;

		@Column(name = "shelter_id")
		@Nullable Long shelterId;

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "shelter_id", insertable = false, updatable = false)
		@Nullable Shelter shelter;

		@Override
		@Nullable Shelter shelter() {
			return this.shelter;
		}

		@Override
		void moveTo(Shelter shelter) {
			this.shelterId = shelter.id;
		}

	}

	/** Somebody who helps out, and is listed by each shift and each tour. */
	@Entity(name = "Helper")
	static class Helper {

		@Id
		Long id = 0L;

		@ManyToMany(mappedBy = "helpers")
		Set<Shift> shifts = new HashSet<>();

		@ManyToMany(mappedBy = "guides")
		Set<Tour> tours = new HashSet<>();

		@ManyToMany(mappedBy = "drivers")
		Set<Tour> drives = new HashSet<>();

		@ManyToMany(mappedBy = "cooks")
		Set<Shift> meals = new HashSet<>();

	}

	/** Links without a version. */
	@Entity(name = "Shift")
	static class Shift {

		@Id
		Long id = 0L;

		@ManyToMany
		@JoinTable(name = "shift_helpers")
		List<Helper> helpers = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "shift_cooks")
		Set<Helper> cooks = new HashSet<>();

	}

	/** Links with a position and with a key, under a version. */
	@Entity(name = "Tour")
	static class Tour {

		@Id
		Long id = 0L;

		@Version
		int version;

		@ManyToMany
		@JoinTable(name = "tour_guides")
		@OrderColumn
		List<Helper> guides = new ArrayList<>();

		@ManyToMany
		@JoinTable(name = "tour_drivers")
		@MapKeyColumn(name = "car")
		Map<String, Helper> drivers = new HashMap<>();

	}

}
