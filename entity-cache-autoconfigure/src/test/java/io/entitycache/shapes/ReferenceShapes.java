package io.entitycache.shapes;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Version;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.ConcreteProxy;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.annotations.Parent;
import org.jspecify.annotations.Nullable;

/** A post office, whose entities refer to each other in every way. */
final class ReferenceShapes {

	static final Class<?>[] ENTITIES = { Country.class, Town.class, LateTown.class, Region.class, District.class,
			Person.class, Passport.class, Letter.class, StrictLetter.class, Stamp.class, Postmark.class, Seal.class,
			Stamped.class, LateStamped.class, Postmarked.class, Vehicle.class, Van.class, Ride.class, Branch.class,
			Safe.class, Depot.class, Route.class, Parcel.class, Carrier.class, Bag.class, Notice.class, Hold.class,
			Sack.class, Pigeonhole.class };

	private ReferenceShapes() {
	}

	static void persist(EntityManager em) {
		Country france = new Country(1L, "FR", "France");
		em.persist(france);
		em.persist(new Town(1L, "Paris", france));
		em.persist(new Town(2L, "Atlantis", null));
		em.persist(new LateTown(1L, france));
		Region region = new Region(1L, "north", 3);
		em.persist(region);
		em.persist(new District(1L, region));
		Person person = new Person(1L, "Ann");
		em.persist(person);
		em.persist(new Person(2L, "Ben"));
		em.persist(new Passport(1L, "P1"));
		em.persist(new Letter(1L, person));
		em.persist(new Letter(2L, null));
		em.persist(new StrictLetter(1L, person));
		Stamp stamp = new Stamp(1L, 80);
		Postmark postmark = new Postmark(1L, "today");
		em.persist(stamp);
		em.persist(postmark);
		Seal largest = new Seal(1L, null);
		Seal larger = new Seal(2L, largest);
		em.persist(largest);
		em.persist(larger);
		em.persist(new Seal(3L, larger));
		em.persist(new Stamped(1L, stamp));
		em.persist(new LateStamped(1L, stamp));
		em.persist(new Postmarked(1L, postmark));
		Van van = new Van(1L, "van", 5);
		em.persist(van);
		em.persist(new Ride(1L, van));
		Branch head = new Branch(1L, null);
		em.persist(head);
		em.persist(new Branch(2L, head));
		Safe safe = new Safe(1L, "9000");
		em.persist(safe);
		Depot depot = new Depot(1L, safe);
		em.persist(depot);
		em.persist(new Depot(2L, null));
		em.persist(new Route(1L, depot, head));
		em.persist(new Parcel(1L, new Sender("Cy", person)));
		Carrier carrier = new Carrier(1L);
		carrier.bags.add(new Bag(1L));
		carrier.bags.add(new Bag(2L));
		carrier.bags.forEach(em::persist);
		carrier.byDay.put("mon", carrier.bags.get(1));
		carrier.deputies.add(head);
		em.persist(carrier);
	}

	@Entity(name = "Country")
	static class Country implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		@Nullable Long id;

		@Version
		int version;

		@Column(unique = true)
		@Nullable String code;

		@Nullable String name;

		Country() {
		}

		Country(Long id, String code, String name) {
			this.id = id;
			this.code = code;
			this.name = name;
		}

	}

	/** Refers to another column than an id. */
	@Entity(name = "Town")
	static class Town {

		@Id
		@Nullable Long id;

		@Nullable String name;

		@ManyToOne
		@JoinColumn(name = "country_code", referencedColumnName = "code",
				foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		@Nullable Country country;

		Town() {
		}

		Town(Long id, String name, @Nullable Country country) {
			this.id = id;
			this.name = name;
			this.country = country;
		}

	}

	/** The same, and says that it need not be loaded. */
	@Entity(name = "LateTown")
	static class LateTown {

		@Id
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@JoinColumn(name = "country_code", referencedColumnName = "code")
		@Nullable Country country;

		LateTown() {
		}

		LateTown(Long id, Country country) {
			this.id = id;
			this.country = country;
		}

	}

	@Entity(name = "Region")
	static class Region implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		@Nullable Long id;

		@Nullable String side;

		int number;

		Region() {
		}

		Region(Long id, String side, int number) {
			this.id = id;
			this.side = side;
			this.number = number;
		}

	}

	/** Refers to two columns that are no id. */
	@Entity(name = "District")
	static class District {

		@Id
		@Nullable Long id;

		@ManyToOne
		@JoinColumns(
				value = { @JoinColumn(name = "region_side", referencedColumnName = "side"),
						@JoinColumn(name = "region_number", referencedColumnName = "number") },
				foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		@Nullable Region region;

		District() {
		}

		District(Long id, Region region) {
			this.id = id;
			this.region = region;
		}

	}

	/** Another row may have the same id. */
	@Entity(name = "Person")
	static class Person {

		@Id
		@Nullable Long id;

		@Nullable String name;

		@OneToOne(optional = true)
		@PrimaryKeyJoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
		@Nullable Passport passport;

		Person() {
		}

		Person(Long id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	@Entity(name = "Passport")
	static class Passport {

		@Id
		@Nullable Long id;

		@Nullable String number;

		Passport() {
		}

		Passport(Long id, String number) {
			this.id = id;
			this.number = number;
		}

	}

	/** May refer to a row that is not there. */
	@Entity(name = "Letter")
	static class Letter {

		@Id
		@Nullable Long id;

		@ManyToOne
		@NotFound(action = NotFoundAction.IGNORE)
		@Nullable Person addressee;

		Letter() {
		}

		Letter(Long id, @Nullable Person addressee) {
			this.id = id;
			this.addressee = addressee;
		}

	}

	/** Must not refer to a row that is not there. */
	@Entity(name = "StrictLetter")
	static class StrictLetter {

		@Id
		@Nullable Long id;

		@ManyToOne
		@NotFound(action = NotFoundAction.EXCEPTION)
		@Nullable Person addressee;

		StrictLetter() {
		}

		StrictLetter(Long id, Person addressee) {
			this.id = id;
			this.addressee = addressee;
		}

	}

	/** Of which no reference can be made. */
	@Entity(name = "Stamp")
	static class Stamp {

		@Id
		@Nullable Long id;

		int price;

		private Stamp() {
		}

		Stamp(Long id, int price) {
			this.id = id;
			this.price = price;
		}

	}

	/** Of which no reference can be made either. */
	@Entity(name = "Postmark")
	static final class Postmark {

		@Id
		@Nullable Long id;

		@Nullable String text;

		Postmark() {
		}

		Postmark(Long id, String text) {
			this.id = id;
			this.text = text;
		}

	}

	/** Of which no reference can be made, and which refers to its like. */
	@Entity(name = "Seal")
	static final class Seal {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable Seal larger;

		Seal() {
		}

		Seal(Long id, @Nullable Seal larger) {
			this.id = id;
			this.larger = larger;
		}

	}

	@Entity(name = "Stamped")
	static class Stamped {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable Stamp stamp;

		Stamped() {
		}

		Stamped(Long id, Stamp stamp) {
			this.id = id;
			this.stamp = stamp;
		}

	}

	/** Says that it need not be loaded, which the persistence provider cannot do. */
	@Entity(name = "LateStamped")
	static class LateStamped {

		@Id
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Stamp stamp;

		LateStamped() {
		}

		LateStamped(Long id, Stamp stamp) {
			this.id = id;
			this.stamp = stamp;
		}

	}

	@Entity(name = "Postmarked")
	static class Postmarked {

		@Id
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Postmark postmark;

		Postmarked() {
		}

		Postmarked(Long id, Postmark postmark) {
			this.id = id;
			this.postmark = postmark;
		}

	}

	@Entity(name = "Vehicle")
	@ConcreteProxy
	static class Vehicle {

		@Id
		@Nullable Long id;

		@Nullable String name;

		Vehicle() {
		}

		Vehicle(Long id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	@Entity(name = "Van")
	static class Van extends Vehicle {

		int seats;

		Van() {
		}

		Van(Long id, String name, int seats) {
			super(id, name);
			this.seats = seats;
		}

	}

	/** A reference to the other end would have to know which subclass that is of. */
	@Entity(name = "Ride")
	static class Ride {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable Vehicle vehicle;

		Ride() {
		}

		Ride(Long id, Vehicle vehicle) {
			this.id = id;
			this.vehicle = vehicle;
		}

	}

	@Entity(name = "Branch")
	static class Branch {

		@Id
		@Nullable Long id;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Branch parent;

		@OneToMany(mappedBy = "parent")
		Set<Branch> children = new HashSet<>();

		Branch() {
		}

		Branch(Long id, @Nullable Branch parent) {
			this.id = id;
			this.parent = parent;
		}

	}

	@Entity(name = "Safe")
	static class Safe {

		@Id
		@Nullable Long id;

		@Nullable String code;

		@OneToOne(mappedBy = "safe")
		@Nullable Depot depot;

		Safe() {
		}

		Safe(Long id, String code) {
			this.id = id;
			this.code = code;
		}

	}

	@Entity(name = "Depot")
	static class Depot {

		@Id
		@Nullable Long id;

		@OneToOne
		@Nullable Safe safe;

		Depot() {
		}

		Depot(Long id, @Nullable Safe safe) {
			this.id = id;
			this.safe = safe;
		}

	}

	/** One association is in a table of its own. */
	@Entity(name = "Route")
	static class Route {

		@Id
		@Nullable Long id;

		@ManyToOne
		@JoinTable(name = "route_depot")
		@Nullable Depot depot;

		@ManyToOne(fetch = FetchType.LAZY, optional = false)
		@Nullable Branch branch;

		Route() {
		}

		Route(Long id, Depot depot, Branch branch) {
			this.id = id;
			this.depot = depot;
			this.branch = branch;
		}

	}

	@Embeddable
	static class Sender {

		@Nullable String name;

		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Person person;

		Sender() {
		}

		Sender(String name, Person person) {
			this.name = name;
			this.person = person;
		}

	}

	@Entity(name = "Parcel")
	static class Parcel {

		@Id
		@Nullable Long id;

		@Embedded
		@Nullable Sender sender;

		Parcel() {
		}

		Parcel(Long id, Sender sender) {
			this.id = id;
			this.sender = sender;
		}

	}

	@Entity(name = "Carrier")
	static class Carrier {

		@Id
		@Nullable Long id;

		@ManyToMany(fetch = FetchType.EAGER)
		@OrderColumn(name = "bag_order")
		List<Bag> bags = new ArrayList<>();

		@ManyToMany(fetch = FetchType.EAGER)
		@JoinTable(name = "carrier_by_day")
		@MapKeyColumn(name = "week_day")
		Map<String, Bag> byDay = new HashMap<>();

		@ManyToMany
		Set<Branch> deputies = new HashSet<>();

		Carrier() {
		}

		Carrier(Long id) {
			this.id = id;
		}

	}

	@Entity(name = "Bag")
	static class Bag {

		@Id
		@Nullable Long id;

		Bag() {
		}

		Bag(Long id) {
			this.id = id;
		}

	}

	/** Refers to an entity of any kind. */
	@Entity(name = "Notice")
	static class Notice {

		@Id
		@Nullable Long id;

		@Any
		@AnyKeyJavaClass(Long.class)
		@AnyDiscriminatorValue(discriminator = "b", entity = Bag.class)
		@Column(name = "about_type")
		@JoinColumn(name = "about_id")
		@Nullable Object about;

	}

	@Embeddable
	static class Held {

		@Nullable String reason;

		@Parent
		@Nullable Hold hold;

		public @Nullable Hold getHold() {
			return this.hold;
		}

		public void setHold(@Nullable Hold hold) {
			this.hold = hold;
		}

	}

	/** Has a part that refers back to it. */
	@Entity(name = "Hold")
	static class Hold {

		@Id
		@Nullable Long id;

		@Embedded
		@Nullable Held held;

	}

	/** Has entities for keys. */
	@Entity(name = "Sack")
	static class Sack {

		@Id
		@Nullable Long id;

		@ElementCollection
		Map<Bag, Integer> weights = new HashMap<>();

	}

	/** Has an array of its own table. */
	@Entity(name = "Pigeonhole")
	static class Pigeonhole {

		@Id
		@Nullable Long id;

		@ElementCollection
		@OrderColumn
		String @Nullable [] labels;

	}

}
