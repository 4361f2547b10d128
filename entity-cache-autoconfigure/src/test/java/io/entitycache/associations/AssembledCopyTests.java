package io.entitycache.associations;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.testsupport.CommandCounts;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AssembledCopyTests {

	private final TwoClinics clinics = TwoClinics.shared();

	private final ClinicNode one = this.clinics.one();

	private final ClinicNode two = this.clinics.two();

	@Test
	void eagerAssociationsArePartOfACopyOnEveryLevel() {
		long id = this.clinics.newOwner();

		for (int round = 0; round < 3; round++) {
			// From the database, from level 2 and from level 1.
			for (ClinicNode node : this.clinics.both()) {
				Owner owner = node.owner(id);
				assertThat(owner.pets).extracting((pet) -> pet.name).containsExactly("a", "b");
				Pet first = owner.pets.get(0);
				assertThat(first.visits).extracting((visit) -> visit.reason).containsExactly("visit-" + id);
				assertThat(first.kind).isNotNull();
				assertThat(Hibernate.isInitialized(first.kind)).isTrue();
				assertThat(first.kind.name).isEqualTo("kind-" + id);
			}
		}
	}

	@Test
	void collectionIsShownByItsIdsOrNotAtAll() {
		long id = this.clinics.newOwner();
		this.one.cache(Owner.class).clear();
		this.one.owner(id);

		Map<String, @Nullable Object> shown = this.one.cache(Owner.class).inspection().entry(id).attributes();

		assertThat(shown).extractingByKey("pets")
			.asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(String.valueOf(10 * id), String.valueOf(10 * id + 1));
		assertThat(shown.values()).doesNotContainNull();
	}

	@Test
	void rowIsOneInstanceHoweverItIsReached() {
		long id = this.clinics.newOwner();

		Owner owner = this.one.owner(id);
		Pet pet = this.one.get(Pet.class, 10 * id);

		assertThat(owner.pets).allSatisfy((each) -> assertThat(each.owner).isSameAs(owner));
		assertThat(owner.pets.get(0).kind).isSameAs(owner.pets.get(1).kind);
		assertThat(pet.owner).isNotNull();
		assertThat(pet.owner.pets).hasSize(2).contains(pet);
		assertThat(this.one.owner(id)).isNotSameAs(owner);
	}

	@Test
	void associationThatIsNotIncludedIsAReference() {
		long id = this.clinics.newOwner();

		Visit visit = this.one.owner(id).pets.get(0).visits.iterator().next();

		assertThat(visit.pet).isNotNull();
		assertThat(Hibernate.isInitialized(visit.pet)).isFalse();
		assertThat(this.one.entityManagerFactory().getPersistenceUnitUtil().getIdentifier(visit.pet))
			.isEqualTo(10 * id);
	}

	@Test
	void collectionThatIsNotIncludedStaysUninitialized() {
		long id = this.clinics.newId();
		this.clinics.commit((em) -> {
			Specialty specialty = new Specialty(id, "teeth");
			Vet vet = new Vet(id);
			vet.specialties.add(specialty);
			em.persist(specialty);
			em.persist(vet);
			em.persist(new Clinic(id));
		});

		Specialty ofVet = this.one.get(Vet.class, id).specialties.iterator().next();
		Clinic clinic = this.one.get(Clinic.class, id);

		assertThatExceptionOfType(LazyInitializationException.class).isThrownBy(ofVet.vets::size);
		assertThatExceptionOfType(LazyInitializationException.class).isThrownBy(clinic.formerRooms::size);
		assertThat(this.one.get(Specialty.class, id).vets).hasSize(1);
	}

	@Test
	void listsKeepTheirOrderAndMapsTheirKeys() {
		long id = this.clinics.newId();
		this.clinics.commit((em) -> {
			Vet first = new Vet(id);
			Vet second = new Vet(id + 500_000);
			em.persist(first);
			em.persist(second);
			Clinic clinic = new Clinic(id);
			clinic.shifts.addAll(List.of(second, first, second));
			clinic.duties.putAll(Map.of("night", first, "day", second));
			em.persist(clinic);
		});

		for (ClinicNode node : this.clinics.both()) {
			Clinic clinic = node.get(Clinic.class, id);
			assertThat(clinic.shifts).extracting((vet) -> vet.id).containsExactly(id + 500_000, id, id + 500_000);
			assertThat(clinic.duties).hasSize(2);
			assertThat(clinic.duties.get("night")).isSameAs(clinic.shifts.get(1));
		}
	}

	@Test
	void eagerCycleEndsWhereItBegan() {
		long boss = this.clinics.newId();
		long worker = this.clinics.newId();
		long report = this.clinics.newId();
		this.clinics.commit((em) -> {
			Worker top = new Worker(boss, null);
			Worker middle = new Worker(worker, top);
			em.persist(top);
			em.persist(middle);
			em.persist(new Worker(report, middle));
		});

		Worker found = this.two.get(Worker.class, worker);

		assertThat(found.boss).isNotNull();
		assertThat(Hibernate.isInitialized(found.boss)).isTrue();
		assertThat(found.reports).singleElement().satisfies((each) -> assertThat(each.boss).isSameAs(found));
	}

	@Test
	void everyWayOfReadingGivesTheSame() {
		long id = this.clinics.newOwner();

		assertThat(this.one.cache(Owner.class).findAllById(List.of(id)).get(id).pets).hasSize(2);
		assertThat(this.one.cache(Owner.class).findBy("name", "owner-" + id).orElseThrow().pets).hasSize(2);
		assertThat(this.one.cache(Owner.class).findAllBy("name", Set.of("owner-" + id)).get("owner-" + id).pets)
			.hasSize(2);
		assertThat(this.one.cache(Owner.class).peek(id).value().orElseThrow().pets).hasSize(2);
		assertThat(this.two.cache(Owner.class).peek(id).value().orElseThrow().pets).hasSize(2);
		assertThat(this.one.cache(Owner.class).findAll()).singleElement()
			.satisfies((owner) -> assertThat(owner.pets).hasSize(2));
		assertThat(this.one.cache(Owner.class).findById(-id)).isEmpty();
	}

	@Test
	void copyThatIsNotKnownAsAWholeIsNotShownByAPeek() {
		long id = this.clinics.newOwner();
		this.one.owner(id);

		this.clinics.commit((em) -> em.find(Visit.class, 100 * id).reason = "other");

		assertThat(this.two.cache(Owner.class).peek(id).isKnown()).isFalse();
		assertThat(this.two.owner(id).pets).hasSize(2);
		assertThat(this.two.cache(Owner.class).peek(id).isKnown()).isTrue();
	}

	@Test
	void levelTwoIsAskedOncePerLevelOfTheGraph() {
		List<Long> ids = List.of(this.clinics.newOwner(), this.clinics.newOwner(), this.clinics.newOwner());
		this.one.cache(Owner.class).findAllById(ids);

		CommandCounts before = TwoClinics.commands();
		Map<Long, Owner> found = this.two.cache(Owner.class).findAllById(ids);
		CommandCounts bulk = TwoClinics.commands().since(before);

		assertThat(found).hasSize(3).allSatisfy((id, owner) -> assertThat(owner.pets).hasSize(2));
		// Owners with pets, pets with visits, and visits and kinds.
		assertThat(bulk.of("mget")).isEqualTo(3);
		assertThat(this.two.observer().facts()).noneMatch((fact) -> fact.startsWith("loaded"));
		before = TwoClinics.commands();
		this.two.cache(Owner.class).findAllById(ids);
		assertThat(TwoClinics.commands().since(before).of("mget")).isZero();
	}

}
