package io.entitycache.moves;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.entitycache.moves.Shelter.Animal;
import io.entitycache.moves.Shelter.Bird;
import io.entitycache.moves.Shelter.Cat;
import io.entitycache.moves.Shelter.Dog;
import io.entitycache.moves.Shelter.Fish;
import io.entitycache.moves.Shelter.Goat;
import io.entitycache.moves.Shelter.Hare;
import io.entitycache.moves.Shelter.Owl;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.dao.ConcurrencyFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An animal that a transaction has loaded is moved by another one, both shelters are
 * read, and the first transaction writes the animal: it may be back where it was, or
 * somewhere else, and the next read of each shelter is what the database says. What is
 * certain about an update costs no shelter its animals.
 */
abstract class MovedMeanwhileScenarios {

	private static final Map<Class<? extends Animal>, Function<Shelter, ? extends Iterable<? extends Animal>>> ANIMALS = Map
		.of(Dog.class, (shelter) -> shelter.dogs, Cat.class, (shelter) -> shelter.cats, Bird.class,
				(shelter) -> shelter.birds, Owl.class, (shelter) -> shelter.owls, Fish.class, (shelter) -> shelter.fish,
				Goat.class, (shelter) -> shelter.goats, Hare.class, (shelter) -> shelter.hares);

	final long id = ShelterNode.newId();

	final long home = ShelterNode.newId();

	final long other = ShelterNode.newId();

	private final long third = ShelterNode.newId();

	private final long bystander = ShelterNode.newId();

	abstract ShelterNode node();

	void given(Animal animal) {
		node().commit((em) -> {
			for (long each : shelters()) {
				Shelter shelter = new Shelter();
				shelter.id = each;
				em.persist(shelter);
			}
			animal.id = this.id;
			animal.name = "m";
			animal.moveTo(em.find(Shelter.class, this.home));
			em.persist(animal);
		});
		readShelters();
	}

	private List<Long> shelters() {
		return List.of(this.home, this.other, this.third, this.bystander);
	}

	private void readShelters() {
		node().cache(Shelter.class).findAllById(shelters());
	}

	/**
	 * One transaction loads the animal, another one moves it, everything is read, and the
	 * first one goes on.
	 */
	private <A extends Animal> void write(Class<A> type, BiConsumer<EntityManager, A> move,
			BiConsumer<EntityManager, A> work) {
		node().commit((em) -> {
			A animal = em.find(type, this.id);
			moveMeanwhile(type, move);
			work.accept(em, animal);
		});
	}

	<A extends Animal> void moveMeanwhile(Class<A> type, BiConsumer<EntityManager, A> move) {
		node().commitMeanwhile((em) -> move.accept(em, em.find(type, this.id)));
		ShelterNode.meanwhile(() -> {
			readShelters();
			return true;
		});
		node().facts().clear();
	}

	void assertTrue(Class<? extends Animal> type) {
		Map<Long, List<Long>> expected = new TreeMap<>();
		Map<Long, List<Long>> cached = new TreeMap<>();
		for (long shelter : shelters()) {
			expected.put(shelter,
					node().jdbc()
						.queryForList("select id from " + type.getSimpleName() + " where shelter_id = ? order by name",
								Long.class, shelter));
			List<Long> ids = new ArrayList<>();
			ANIMALS.get(type).apply(node().get(Shelter.class, shelter)).forEach((animal) -> ids.add(animal.id));
			cached.put(shelter, ids);
		}
		assertThat(cached).isEqualTo(expected);
		assertThat(expected.values().stream().filter((ids) -> !ids.isEmpty())).hasSizeLessThanOrEqualTo(1);
	}

	void assertNoShelterLostItsAnimals() {
		assertThat(node().facts()).noneMatch((fact) -> fact.startsWith("invalidated shelter."));
		node().facts().clear();
		readShelters();
		assertThat(node().facts()).noneMatch((fact) -> fact.startsWith("loaded shelter."));
	}

	<A extends Animal> BiConsumer<EntityManager, A> move(long shelter) {
		return (em, animal) -> animal.moveTo(em.getReference(Shelter.class, shelter));
	}

	private <A extends Animal> BiConsumer<EntityManager, A> bulk(String update) {
		return (em, animal) -> {
			em.clear();
			em.createQuery(update).setParameter("to", this.other).setParameter("id", this.id).executeUpdate();
		};
	}

	private static <A extends Animal> BiConsumer<EntityManager, A> rename() {
		return (em, animal) -> animal.name = "renamed";
	}

	// What an update of all columns moves back.

	@Test
	void renameOfAnAnimalWithoutVersionThatWasMoved() {
		given(new Dog());
		write(Dog.class, move(this.other), rename());
		assertTrue(Dog.class);
		assertThat(node().get(Shelter.class, this.home).dogs).hasSize(1);
	}

	@Test
	void renameAfterAnUnversionedStatementHasMovedTheAnimal() {
		given(new Cat());
		write(Cat.class, bulk("update Cat c set c.shelter.id = :to where c.id = :id"), rename());
		assertTrue(Cat.class);
		assertThat(node().get(Shelter.class, this.home).cats).hasSize(1);
	}

	@Test
	void renameAfterANativeStatementHasMovedTheAnimal() {
		given(new Cat());
		write(Cat.class, (em, cat) -> {
			em.clear();
			em.createNativeQuery("update Cat set shelter_id = :to where id = :id")
				.setParameter("to", this.other)
				.setParameter("id", this.id)
				.executeUpdate();
		}, rename());
		assertTrue(Cat.class);
	}

	@Test
	void renameAfterJdbcHasMovedTheAnimal() {
		given(new Cat());
		write(Cat.class,
				(em, cat) -> node().jdbc().update("update cat set shelter_id = ? where id = ?", this.other, this.id),
				rename());
		assertTrue(Cat.class);
	}

	@Test
	void renameOfAnAnimalWhoseMoveLeavesTheVersion() {
		given(new Fish());
		write(Fish.class, move(this.other), rename());
		assertTrue(Fish.class);
	}

	@Test
	void moveOfAnAnimalThatIsNoLongerWhereItWas() {
		given(new Bird());
		write(Bird.class, move(this.other), move(this.third));
		assertTrue(Bird.class);
	}

	@Test
	void lockThatIsTakenAfterTheAnimalWasMoved() {
		given(new Dog());
		write(Dog.class, move(this.other), (em, dog) -> {
			em.lock(dog, LockModeType.PESSIMISTIC_WRITE);
			dog.name = "renamed";
		});
		assertTrue(Dog.class);
	}

	@Test
	void lockedFindOfAnAnimalThatIsManagedAlready() {
		given(new Dog());
		write(Dog.class, move(this.other),
				(em, dog) -> em.find(Dog.class, this.id, LockModeType.PESSIMISTIC_WRITE).name = "renamed");
		assertTrue(Dog.class);
	}

	@Test
	void lockingQueryThatReturnsAnAnimalThatIsManagedAlready() {
		given(new Dog());
		write(Dog.class, move(this.other),
				(em, dog) -> em.createQuery("select d from Dog d where d.id = :id", Dog.class)
					.setParameter("id", this.id)
					.setLockMode(LockModeType.PESSIMISTIC_WRITE)
					.getSingleResult().name = "renamed");
		assertTrue(Dog.class);
	}

	@Test
	void lockOfAnEarlierTransactionOfTheSameSession() {
		given(new Dog());
		try (Session session = node().entityManagerFactory().unwrap(SessionFactory.class).openSession()) {
			Dog dog = session
				.fromTransaction((transaction) -> session.find(Dog.class, this.id, LockModeType.PESSIMISTIC_WRITE));
			moveMeanwhile(Dog.class, move(this.other));
			session.inTransaction((transaction) -> {
				session.lock(dog, LockMode.PESSIMISTIC_WRITE);
				dog.name = "renamed";
			});
		}
		assertTrue(Dog.class);
	}

	@Test
	void deletedAnimalThatComesBackSomewhereElse() {
		given(new Dog());
		write(Dog.class, move(this.other), (em, dog) -> em.remove(dog));
		node().commit((em) -> {
			Dog again = new Dog();
			again.id = this.id;
			again.moveTo(em.getReference(Shelter.class, this.third));
			em.persist(again);
		});
		assertTrue(Dog.class);
	}

	@Test
	void animalThatIsDeletedInTheSessionThatHasInsertedIt() {
		given(new Dog());
		node().commit((em) -> {
			Dog dog = new Dog();
			dog.id = ShelterNode.newId();
			dog.moveTo(em.getReference(Shelter.class, this.home));
			em.persist(dog);
			em.flush();
			em.remove(dog);
		});
		assertTrue(Dog.class);
	}

	@Test
	void moveThroughAnotherAttributeOfTheSameColumn() {
		given(new Hare());
		assertTrue(Hare.class);
		node().commit((em) -> em.find(Hare.class, this.id).shelterId = this.other);
		assertTrue(Hare.class);
		assertThat(node().get(Shelter.class, this.other).hares).hasSize(1);
		node().commit((em) -> em.remove(em.find(Hare.class, this.id)));
		assertTrue(Hare.class);
	}

	@Test
	void stateOfAnAnimalOfWhichOnlyTheNameWasWritten() {
		given(new Owl());
		write(Owl.class, bulk("update Owl o set o.shelter.id = :to where o.id = :id"), rename());
		Shelter shelter = node().get(Owl.class, this.id).shelter();
		assertThat(node().entityManagerFactory().getPersistenceUnitUtil().getIdentifier(shelter)).isEqualTo(this.other);
		assertThat(node().get(Owl.class, this.id).name).isEqualTo("renamed");
		assertTrue(Owl.class);
	}

	// What fails, so that nothing is moved back.

	@Test
	void renameUnderAVersionThatTheMoveHasChangedFails() {
		given(new Cat());
		assertThatExceptionOfType(ConcurrencyFailureException.class)
			.isThrownBy(() -> write(Cat.class, move(this.other), rename()));
		assertTrue(Cat.class);
		assertNoShelterLostItsAnimals();
	}

	@Test
	void renameUnderAVersionThatAStatementHasChangedFails() {
		given(new Cat());
		assertThatExceptionOfType(ConcurrencyFailureException.class).isThrownBy(() -> write(Cat.class,
				bulk("update versioned Cat c set c.shelter.id = :to where c.id = :id"), rename()));
		assertTrue(Cat.class);
	}

	@Test
	void moveThatComparesTheOldShelterFails() {
		given(new Goat());
		assertThatExceptionOfType(ConcurrencyFailureException.class)
			.isThrownBy(() -> write(Goat.class, move(this.other), move(this.third)));
		assertTrue(Goat.class);
		assertNoShelterLostItsAnimals();
	}

	// What is certain.

	@Test
	void changeUnderAVersionCostsNoShelterItsAnimals() {
		given(new Cat());
		change(Cat.class);
		assertNoShelterLostItsAnimals();
	}

	@Test
	void changeOfWhatAloneIsWrittenCostsNoShelterItsAnimals() {
		given(new Bird());
		write(Bird.class, move(this.other), (em, bird) -> bird.weight = 7);
		assertNoShelterLostItsAnimals();
		assertTrue(Bird.class);
	}

	@Test
	void changeThatComparesWhatItWritesCostsNoShelterItsAnimals() {
		given(new Goat());
		write(Goat.class, move(this.other), (em, goat) -> goat.weight = 7);
		assertNoShelterLostItsAnimals();
		assertTrue(Goat.class);
	}

	@Test
	void changeAfterARefreshUnderALockCostsNoShelterItsAnimals() {
		given(new Dog());
		write(Dog.class, move(this.other), (em, dog) -> {
			em.refresh(dog, LockModeType.PESSIMISTIC_WRITE);
			dog.weight = 7;
		});
		assertNoShelterLostItsAnimals();
		assertTrue(Dog.class);
		assertThat(node().get(Shelter.class, this.other).dogs).hasSize(1);
	}

	@Test
	void changeOfWhatWasLoadedUnderALockCostsNoShelterItsAnimals() {
		given(new Dog());
		node().facts().clear();
		node().commit((em) -> em.find(Dog.class, this.id, LockModeType.PESSIMISTIC_WRITE).weight = 7);
		assertNoShelterLostItsAnimals();
		assertTrue(Dog.class);
	}

	@Test
	void changeWithoutCertaintyCostsTheOthersNothing() {
		given(new Dog());
		change(Dog.class);
		readShelters();
		assertThat(node().facts()).filteredOn("loaded shelter.dogs true"::equals).hasSize(1);
		assertTrue(Dog.class);
	}

	private void change(Class<? extends Animal> type) {
		node().facts().clear();
		node().commit((em) -> em.find(type, this.id).weight = 7);
	}

}
