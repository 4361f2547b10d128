package io.entitycache.associations;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.testsupport.CommandCounts;
import jakarta.persistence.EntityManager;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The next read of an owner is right on every node, and of others nothing was dropped.
 */
class MembershipTests {

	private final TwoClinics clinics = TwoClinics.shared();

	private long id;

	private long other;

	private long bystander;

	@BeforeEach
	void cacheThreeOwnersEverywhere() {
		this.id = this.clinics.newOwner();
		this.other = this.clinics.newOwner();
		this.bystander = this.clinics.newOwner();
		cacheAll();
	}

	private void cacheAll() {
		for (ClinicNode node : this.clinics.both()) {
			node.cache(Owner.class).findAllById(List.of(this.id, this.other, this.bystander));
		}
	}

	private void commit(Consumer<EntityManager> work) {
		this.clinics.both().forEach((node) -> node.observer().facts().clear());
		this.clinics.commit(work);
	}

	private void assertPets(long owner, String... names) {
		for (ClinicNode node : this.clinics.both()) {
			for (int round = 0; round < 2; round++) {
				assertThat(node.owner(owner).pets).extracting((pet) -> pet.name).containsExactly(names);
			}
		}
	}

	private void assertUntouched(long owner) {
		assertUntouched(Owner.class, owner);
	}

	private void assertUntouched(Class<?> type, long untouched) {
		for (ClinicNode node : this.clinics.both()) {
			node.observer().facts().clear();
			CommandCounts before = TwoClinics.commands();
			assertThat(((EntityCache<?, Long>) node.cache(type)).findById(untouched)).isPresent();
			assertThat(TwoClinics.commands().since(before).of("mget")).isZero();
			assertThat(node.observer().facts()).isEmpty();
		}
	}

	@Test
	void memberThatChangesIsShown() {
		commit((em) -> em.find(Pet.class, 10 * this.id).weight = 7);

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets.get(0).weight).isEqualTo(7);
			// Neither its owner nor what the owner's collection holds.
			assertThat(node.observer().facts()).noneMatch((fact) -> fact.startsWith("invalidated owner"))
				.noneMatch((fact) -> fact.startsWith("loaded owner"));
		}
		assertUntouched(this.other);
		assertUntouched(this.bystander);
	}

	@Test
	void newMemberWhoseOwnersCollectionIsNotTouchedIsShown() {
		commit((em) -> {
			Pet pet = new Pet(10 * this.id + 2, "c");
			pet.owner = em.getReference(Owner.class, this.id);
			em.persist(pet);
		});

		assertPets(this.id, "a", "b", "c");
		assertUntouched(this.bystander);
	}

	@Test
	void memberAddedToTheOwnersCollectionIsShown() {
		commit((em) -> em.find(Owner.class, this.id).add(new Pet(10 * this.id + 2, "c")));

		assertPets(this.id, "a", "b", "c");
		assertUntouched(this.bystander);
	}

	@Test
	void memberThatMovesLeavesTheOldOwnerForTheNewOne() {
		// Nothing but the foreign key.
		commit((em) -> em.find(Pet.class, 10 * this.id).owner = em.getReference(Owner.class, this.other));

		assertPets(this.id, "b");
		assertPets(this.other, "a", "a", "b");
		assertUntouched(this.bystander);
	}

	@Test
	void memberThatMovesBehindEverybodysBackStaysUntilSomebodyTells() {
		// The control of the test before: it is the invalidation that makes it right.
		this.clinics.one().jdbc().update("update pets set owner_id = ? where id = ?", this.other, 10 * this.id);

		assertPets(this.id, "a", "b");
		assertPets(this.other, "a", "b");

		this.clinics.one().caches().invalidateTable("pets");
		this.clinics.awaitCaughtUp();

		assertPets(this.id, "b");
		assertPets(this.other, "a", "a", "b");
	}

	@Test
	void memberThatIsGoneShowsThatItsCollectionIsOutdated() {
		this.clinics.one().jdbc().update("delete from visits where pet_id = ?", 10 * this.id);
		this.clinics.one().jdbc().update("delete from pets where id = ?", 10 * this.id);
		// Of the pet itself, and not of its owner's collection.
		this.clinics.one().cache(Pet.class).evict(10 * this.id);
		this.clinics.awaitCaughtUp();

		this.clinics.both().forEach((node) -> node.observer().facts().clear());
		assertPets(this.id, "b");
		this.clinics.both()
			.forEach((node) -> assertThat(node.observer().count("loaded owner.pets true")).isLessThanOrEqualTo(1));
	}

	@Test
	void membershipThatChangesAfterTheLookAtLevelTwoIsNotKept() {
		this.clinics.two().caches().clear();
		this.clinics.awaitCaughtUp();
		this.clinics.one().owner(this.id);
		AtomicBoolean moved = new AtomicBoolean();
		this.clinics.two().level2().afterRead(() -> {
			if (moved.compareAndSet(false, true)) {
				this.clinics
					.commit((em) -> em.find(Pet.class, 10 * this.id).owner = em.getReference(Owner.class, this.other));
			}
		});

		this.clinics.two().owner(this.id);

		assertThat(moved).isTrue();
		assertPets(this.id, "b");
	}

	@Test
	void memberThatIsMovedByAMergeLeavesTheOldOwnerForTheNewOne() {
		Pet copy = this.clinics.two().get(Pet.class, 10 * this.id);
		copy.owner = this.clinics.two().owner(this.other);
		commit((em) -> em.merge(copy));

		assertPets(this.id, "b");
		assertPets(this.other, "a", "a", "b");
		assertUntouched(this.bystander);
	}

	@Test
	void memberThatIsMovedWithoutItsOldStateLeavesTheOldOwnerForTheNewOne() {
		this.clinics.one().entityManagerFactory().unwrap(SessionFactory.class).inStatelessTransaction((session) -> {
			Pet pet = session.get(Pet.class, 10 * this.id);
			pet.owner = session.get(Owner.class, this.other);
			session.update(pet);
		});
		this.clinics.awaitCaughtUp();

		assertPets(this.id, "b");
		assertPets(this.other, "a", "a", "b");
	}

	@Test
	void memberThatIsMovedByAStatementLeavesTheOldOwnerForTheNewOne() {
		commit((em) -> em.createQuery("update Pet p set p.owner.id = :owner where p.id = :id")
			.setParameter("owner", this.other)
			.setParameter("id", 10 * this.id)
			.executeUpdate());

		assertPets(this.id, "b");
		assertPets(this.other, "a", "a", "b");
	}

	@Test
	void memberThatIsMovedByANativeStatementLeavesTheOldOwnerForTheNewOne() {
		commit((em) -> em.createNativeQuery("update pets set owner_id = :owner where id = :id")
			.setParameter("owner", this.other)
			.setParameter("id", 10 * this.id)
			.executeUpdate());

		assertPets(this.id, "b");
		assertPets(this.other, "a", "a", "b");
	}

	@Test
	void memberThatIsDeletedIsGone() {
		commit((em) -> {
			Pet pet = em.find(Pet.class, 10 * this.id + 1);
			pet.owner.pets.remove(pet);
		});

		assertPets(this.id, "a");
		for (ClinicNode node : this.clinics.both()) {
			node.observer().facts().clear();
			node.owner(this.bystander);
			// The database has deleted visits, and nobody knows which ones.
			assertThat(node.observer().facts()).noneMatch((fact) -> fact.startsWith("loaded owner"))
				.noneMatch((fact) -> fact.equals("loaded pet true"));
		}
	}

	@Test
	void membersThatTheDatabaseDeletesAreGone() {
		commit((em) -> em.createQuery("delete from Pet p where p.id = :id")
			.setParameter("id", 10 * this.id)
			.executeUpdate());

		assertPets(this.id, "b");
		assertThat(this.clinics.two().cache(Pet.class).findById(10 * this.id)).isEmpty();
	}

	@Test
	void membersThatTheDatabaseDeletesWithTheirParentAreGone() {
		commit((em) -> em.remove(em.find(Owner.class, this.id)));
		commit((em) -> {
			em.persist(new Owner(this.id));
			Pet pet = new Pet(10 * this.id, "again");
			pet.owner = em.getReference(Owner.class, this.id);
			em.persist(pet);
		});

		assertPets(this.id, "again");
		assertThat(this.clinics.two().owner(this.id).pets.get(0).visits).isEmpty();
	}

	@Test
	void orderFollowsTheAttributeThatGivesIt() {
		commit((em) -> em.find(Pet.class, 10 * this.id).name = "z");

		assertPets(this.id, "b", "z");
		assertUntouched(this.bystander);
	}

	@Test
	void newVisitIsShownThreeLevelsDeep() {
		commit((em) -> {
			Visit visit = new Visit(100 * this.id + 1, "second");
			visit.pet = em.getReference(Pet.class, 10 * this.id + 1);
			em.persist(visit);
		});

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets.get(1).visits).hasSize(1);
			assertThat(node.owner(this.id).pets.get(0).visits).hasSize(1);
		}
		assertUntouched(this.bystander);
	}

	@Test
	void changedElementIsShown() {
		commit((em) -> em.find(Owner.class, this.id).phones.add("123"));

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).phones).containsExactly("123");
			assertThat(node.observer().facts()).noneMatch((fact) -> fact.startsWith("invalidated owner.pets"));
		}
		assertUntouched(this.bystander);
	}

	@Test
	void linkIsShownOnBothOfItsSides() {
		long unlinked = this.clinics.newId();
		this.clinics.commit((em) -> {
			for (long each : List.of(this.id, unlinked)) {
				Specialty specialty = new Specialty(each, "teeth");
				Vet vet = new Vet(each);
				vet.specialties.add(specialty);
				em.persist(specialty);
				em.persist(vet);
			}
			em.persist(new Specialty(this.other, "bones"));
		});
		this.clinics.both().forEach((node) -> {
			node.get(Vet.class, this.id);
			node.get(Vet.class, unlinked);
			List.of(this.id, this.other, unlinked).forEach((each) -> node.get(Specialty.class, each));
		});

		commit((em) -> em.find(Vet.class, this.id).specialties.add(em.find(Specialty.class, this.other)));

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Vet.class, this.id).specialties).hasSize(2);
			assertThat(node.get(Specialty.class, this.other).vets).hasSize(1);
			assertThat(node.observer().facts()).noneMatch((fact) -> fact.startsWith("invalidated vet C"))
				.noneMatch((fact) -> fact.startsWith("invalidated specialty C"));
		}
		assertUntouched(Vet.class, unlinked);
		assertUntouched(Specialty.class, unlinked);

		commit((em) -> em.find(Vet.class, this.id).specialties.removeIf((each) -> each.id == this.id));

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Vet.class, this.id).specialties).extracting((each) -> each.id)
				.containsExactly(this.other);
			assertThat(node.get(Specialty.class, this.id).vets).isEmpty();
		}
		assertUntouched(Vet.class, unlinked);
		assertUntouched(Specialty.class, unlinked);

		commit((em) -> em.remove(em.find(Vet.class, this.id)));

		this.clinics.both().forEach((node) -> assertThat(node.get(Specialty.class, this.other).vets).isEmpty());
	}

	@Test
	void memberThatDoesNotKnowItsOwnerFollowsTheCollection() {
		long unlinked = this.clinics.newId();
		this.clinics.commit((em) -> {
			for (long each : List.of(this.id, this.other, unlinked)) {
				Clinic clinic = new Clinic(each);
				clinic.rooms.add(new Room(each, "door-" + each));
				em.persist(clinic);
			}
		});
		this.clinics.both()
			.forEach((node) -> List.of(this.id, this.other, unlinked).forEach((each) -> node.get(Clinic.class, each)));

		commit((em) -> em.find(Clinic.class, this.id).rooms.add(new Room(10 * this.id, "new")));

		this.clinics.both().forEach((node) -> assertThat(node.get(Clinic.class, this.id).rooms).hasSize(2));
		assertUntouched(Clinic.class, unlinked);

		// Its old owner is not told.
		commit((em) -> em.find(Clinic.class, this.other).rooms.add(em.find(Room.class, this.id)));

		this.clinics.both().forEach((node) -> {
			assertThat(node.get(Clinic.class, this.other).rooms).hasSize(2);
			assertThat(node.get(Clinic.class, this.id).rooms).extracting((room) -> room.door).containsExactly("new");
		});

		commit((em) -> em.remove(em.find(Room.class, 10 * this.id)));

		this.clinics.both().forEach((node) -> assertThat(node.get(Clinic.class, this.id).rooms).isEmpty());
	}

	@Test
	void transactionSeesTheMembershipThatItIsGoingToCommit() {
		commit((em) -> {
			em.find(Pet.class, 10 * this.id).owner = em.getReference(Owner.class, this.other);
			assertThat(this.clinics.one().owner(this.other).pets).hasSize(3);
			assertThat(this.clinics.one().owner(this.id).pets).hasSize(1);
			assertThat(this.clinics.two().owner(this.other).pets).hasSize(2);
		});

		assertPets(this.other, "a", "a", "b");
	}

	@Test
	void evictedOwnerIsReadWithItsMembership() {
		this.clinics.one().cache(Owner.class).evict(this.id);
		this.clinics.awaitCaughtUp();

		this.clinics.one().observer().facts().clear();
		assertPets(this.id, "a", "b");
		assertThat(this.clinics.one().observer().facts()).contains("loaded owner.pets true");
		assertUntouched(this.bystander);
	}

	@Test
	void tableThatOthersWroteToIsReadAnew() {
		this.clinics.one().caches().invalidateTable("visits");
		this.clinics.awaitCaughtUp();

		this.clinics.two().observer().facts().clear();
		this.clinics.two().owner(this.id);
		assertThat(this.clinics.two().observer().facts()).contains("loaded pet.visits true")
			.noneMatch((fact) -> fact.startsWith("loaded owner") || fact.startsWith("loaded pet true"));
	}

}
