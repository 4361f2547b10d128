package io.entitycache.shapes;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import org.jspecify.annotations.Nullable;

/** A theatre, whose rows are told apart in every way. */
final class IdShapes {

	static final Class<?>[] ENTITIES = { Hall.class, Guest.class, Ticket.class, Play.class, Door.class, Seat.class,
			SeatNote.class, LateSeat.class, Membership.class, Badge.class, Box.class, Locker.class, Booking.class,
			Twin.class, Applause.class, Stand.class, Repair.class, Party.class };

	private IdShapes() {
	}

	static void persist(EntityManager em) {
		Twin twin = new Twin();
		twin.first = 1;
		twin.other = 2;
		twin.text = "both";
		em.persist(twin);
		Hall hall = new Hall(1L, "great");
		Guest guest = new Guest("anna");
		em.persist(hall);
		em.persist(new Hall(2L, "small"));
		em.persist(guest);
		em.persist(new Ticket(new UUID(1, 2), "front"));
		Play play = new Play(new PlayKey("hamlet", LocalDate.of(2026, 2, 28)), 3);
		em.persist(play);
		em.persist(new Applause(play, 1, 70));
		em.persist(new Door("north", 7, true));
		Seat seat = new Seat(hall, 4, "aisle");
		em.persist(seat);
		em.persist(new Seat(hall, 5, null));
		em.persist(new SeatNote(seat, 1, "wobbles"));
		Stand stand = new Stand(hall, 1);
		em.persist(stand);
		em.persist(new Repair(1L, stand));
		em.persist(new Party(1L, Set.of(seat)));
		em.persist(new LateSeat(hall, 4, "late"));
		em.persist(new Membership(guest, hall, "gold"));
		em.persist(new Badge(guest, "red"));
		em.persist(new Box(hall, 9, "velvet"));
	}

	@Entity(name = "Hall")
	static class Hall {

		@Id
		@Nullable Long id;

		@Nullable String name;

		Hall() {
		}

		Hall(Long id, String name) {
			this.id = id;
			this.name = name;
		}

	}

	@Entity(name = "Guest")
	static class Guest {

		@Id
		@Nullable String name;

		Guest() {
		}

		Guest(String name) {
			this.name = name;
		}

	}

	@Entity(name = "Ticket")
	static class Ticket {

		@Id
		@Nullable UUID id;

		@Nullable String place;

		Ticket() {
		}

		Ticket(UUID id, String place) {
			this.id = id;
			this.place = place;
		}

	}

	@Embeddable
	record PlayKey(String title, LocalDate evening) implements Serializable {
	}

	@Entity(name = "Play")
	static class Play {

		@EmbeddedId
		@Nullable PlayKey key;

		int acts;

		Play() {
		}

		Play(PlayKey key, int acts) {
			this.key = key;
			this.acts = acts;
		}

	}

	record DoorKey(String side, int number) implements Serializable {
	}

	@Entity(name = "Door")
	@IdClass(DoorKey.class)
	static class Door {

		@Id
		@Nullable String side;

		@Id
		int number;

		boolean locked;

		Door() {
		}

		Door(String side, int number, boolean locked) {
			this.side = side;
			this.number = number;
			this.locked = locked;
		}

	}

	static class SeatKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable Long hall;

		int number;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof SeatKey that && Objects.equals(this.hall, that.hall) && this.number == that.number;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.hall, this.number);
		}

		@Override
		public String toString() {
			return this.hall + "/" + this.number;
		}

	}

	/** Its id contains an association, which is loaded with it. */
	@Entity(name = "Seat")
	@IdClass(SeatKey.class)
	static class Seat {

		@Id
		@ManyToOne
		@Nullable Hall hall;

		@Id
		int number;

		@Nullable String remark;

		Seat() {
		}

		Seat(Hall hall, int number, @Nullable String remark) {
			this.hall = hall;
			this.number = number;
			this.remark = remark;
		}

	}

	static class SeatNoteKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable SeatKey seat;

		int line;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof SeatNoteKey that && Objects.equals(this.seat, that.seat) && this.line == that.line;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.seat, this.line);
		}

		@Override
		public String toString() {
			return this.seat + "/" + this.line;
		}

	}

	/** Its id contains an association whose id contains another. */
	@Entity(name = "SeatNote")
	@IdClass(SeatNoteKey.class)
	static class SeatNote {

		@Id
		@ManyToOne
		@Nullable Seat seat;

		@Id
		int line;

		@Nullable String text;

		SeatNote() {
		}

		SeatNote(Seat seat, int line, String text) {
			this.seat = seat;
			this.line = line;
			this.text = text;
		}

	}

	/** Its id contains an association that is not loaded with it. */
	@Entity(name = "LateSeat")
	@IdClass(SeatKey.class)
	static class LateSeat {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Hall hall;

		@Id
		int number;

		@Nullable String remark;

		LateSeat() {
		}

		LateSeat(Hall hall, int number, String remark) {
			this.hall = hall;
			this.number = number;
			this.remark = remark;
		}

	}

	record MembershipKey(String guest, Long hall) implements Serializable {
	}

	/** Its id is nothing but associations. */
	@Entity(name = "Membership")
	@IdClass(MembershipKey.class)
	static class Membership {

		@Id
		@ManyToOne
		@Nullable Guest guest;

		@Id
		@ManyToOne
		@Nullable Hall hall;

		@Column(name = "membership_level")
		@Nullable String level;

		Membership() {
		}

		Membership(Guest guest, Hall hall, String level) {
			this.guest = guest;
			this.hall = hall;
			this.level = level;
		}

	}

	/** Its id contains an association, and it has members. */
	@Entity(name = "Stand")
	@IdClass(SeatKey.class)
	static class Stand {

		@Id
		@ManyToOne(fetch = FetchType.LAZY)
		@Nullable Hall hall;

		@Id
		int number;

		@OneToMany(mappedBy = "stand", fetch = FetchType.EAGER)
		Set<Repair> repairs = new HashSet<>();

		Stand() {
		}

		Stand(Hall hall, int number) {
			this.hall = hall;
			this.number = number;
		}

	}

	/** Refers to an entity whose id contains an association. */
	@Entity(name = "Repair")
	static class Repair {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable Stand stand;

		Repair() {
		}

		Repair(Long id, Stand stand) {
			this.id = id;
			this.stand = stand;
		}

	}

	/** Its members have ids that contain an association. */
	@Entity(name = "Party")
	static class Party {

		@Id
		@Nullable Long id;

		@ManyToMany(fetch = FetchType.EAGER)
		Set<Seat> seats = new HashSet<>();

		Party() {
		}

		Party(Long id, Set<Seat> seats) {
			this.id = id;
			this.seats.addAll(seats);
		}

	}

	record ApplauseKey(PlayKey play, int act) implements Serializable {
	}

	/** Its id contains an association with an entity of several columns. */
	@Entity(name = "Applause")
	@IdClass(ApplauseKey.class)
	static class Applause {

		@Id
		@ManyToOne
		@Nullable Play play;

		@Id
		int act;

		int seconds;

		Applause() {
		}

		Applause(Play play, int act, int seconds) {
			this.play = play;
			this.act = act;
			this.seconds = seconds;
		}

	}

	/** Has the id of another. */
	@Entity(name = "Badge")
	static class Badge {

		@Id
		@Nullable String id;

		@OneToOne
		@MapsId
		@Nullable Guest guest;

		@Nullable String colour;

		Badge() {
		}

		Badge(Guest guest, String colour) {
			this.guest = guest;
			this.colour = colour;
		}

	}

	@Embeddable
	static class BoxKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable Long hall;

		int number;

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof BoxKey that && Objects.equals(this.hall, that.hall) && this.number == that.number;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.hall, this.number);
		}

	}

	/** A part of its id is the id of another. */
	@Entity(name = "Box")
	static class Box {

		@EmbeddedId
		BoxKey key = new BoxKey();

		@ManyToOne
		@MapsId("hall")
		@Nullable Hall hall;

		@Nullable String cloth;

		Box() {
		}

		Box(Hall hall, int number, String cloth) {
			this.hall = hall;
			this.key.number = number;
			this.cloth = cloth;
		}

	}

	/** Its id is another entity. */
	@Entity(name = "Locker")
	static class Locker implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		@OneToOne
		@Nullable Guest guest;

		int size;

	}

	@Embeddable
	static class BookingKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@ManyToOne
		@Nullable Guest guest;

		int number;

	}

	/** Its id has another entity in it. */
	@Entity(name = "Booking")
	static class Booking {

		@EmbeddedId
		@Nullable BookingKey key;

		int price;

	}

	/** Is its own id, unless a class is generated for that with the static metamodel. */
	@Entity(name = "Twin")
	static class Twin implements Serializable {

		private static final long serialVersionUID = 1L;

		@Id
		int first;

		@Id
		int other;

		@Nullable String text;

	}

}
