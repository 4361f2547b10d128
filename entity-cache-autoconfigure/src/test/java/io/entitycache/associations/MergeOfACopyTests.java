package io.entitycache.associations;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy is merged as any detached entity is. */
class MergeOfACopyTests {

	private final TwoClinics clinics = TwoClinics.shared();

	private final long id = this.clinics.newOwner();

	private Owner copy() {
		this.clinics.one().owner(this.id);
		return this.clinics.two().owner(this.id);
	}

	private Owner stored() {
		Owner[] found = new Owner[1];
		this.clinics.one().commit((em) -> found[0] = em.find(Owner.class, this.id));
		return found[0];
	}

	@Test
	void unchangedCopyChangesNothing() {
		Owner copy = copy();
		this.clinics.two().observer().facts().clear();

		this.clinics.commit((em) -> em.merge(copy));

		assertThat(stored().pets).hasSize(2);
		assertThat(stored().pets.get(0).visits).hasSize(1);
		assertThat(this.clinics.two().observer().facts()).noneMatch((fact) -> fact.startsWith("invalidated"));
	}

	@Test
	void memberThatTheCallerRemovedIsDeleted() {
		Owner copy = copy();
		copy.pets.remove(0);

		this.clinics.commit((em) -> em.merge(copy));

		assertThat(stored().pets).extracting((pet) -> pet.name).containsExactly("b");
		this.clinics.both().forEach((node) -> assertThat(node.owner(this.id).pets).hasSize(1));
	}

	@Test
	void memberThatTheCallerAddedIsStored() {
		Owner copy = copy();
		copy.add(new Pet(10 * this.id + 2, "c"));

		this.clinics.commit((em) -> em.merge(copy));

		assertThat(stored().pets).hasSize(3);
		this.clinics.both().forEach((node) -> assertThat(node.owner(this.id).pets).hasSize(3));
	}

	@Test
	void changedMemberIsStored() {
		Owner copy = copy();
		copy.pets.get(1).weight = 9;

		this.clinics.commit((em) -> em.merge(copy));

		this.clinics.both().forEach((node) -> assertThat(node.owner(this.id).pets.get(1).weight).isEqualTo(9));
	}

	@Test
	void memberThatSomebodyElseHasAddedSinceStays() {
		Owner copy = copy();
		this.clinics.commit((em) -> em.find(Owner.class, this.id).add(new Pet(10 * this.id + 2, "c")));
		copy.phones.add("1");

		this.clinics.commit((em) -> em.merge(copy));

		assertThat(stored().pets).hasSize(3);
	}

	@Test
	void linksStayAsTheyAre() {
		this.clinics.commit((em) -> {
			Specialty specialty = new Specialty(this.id, "teeth");
			Vet vet = new Vet(this.id);
			vet.specialties.add(specialty);
			em.persist(specialty);
			em.persist(vet);
		});
		Vet copy = this.clinics.two().get(Vet.class, this.id);
		copy.name = "new";

		this.clinics.commit((em) -> em.merge(copy));

		this.clinics.both().forEach((node) -> {
			assertThat(node.get(Vet.class, this.id).specialties).hasSize(1);
			assertThat(node.get(Vet.class, this.id).name).isEqualTo("new");
		});
	}

}
