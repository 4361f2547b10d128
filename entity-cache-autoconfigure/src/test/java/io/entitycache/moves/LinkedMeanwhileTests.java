package io.entitycache.moves;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import io.entitycache.moves.Shelter.Helper;
import io.entitycache.moves.Shelter.Shift;
import io.entitycache.moves.Shelter.Tour;
import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.ConcurrencyFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Links that another transaction has changed since a transaction has loaded them, seen
 * from their other side: a list without positions is written anew as a whole, a map by
 * its keys, a set by its members.
 */
class LinkedMeanwhileTests {

	private static final ShelterNode NODE = ShelterNode.start(ShelterNode.Alone.class,
			"spring.datasource.url=jdbc:h2:mem:links;DB_CLOSE_DELAY=-1", "spring.jpa.hibernate.ddl-auto=create");

	private final long id = ShelterNode.newId();

	private final long first = ShelterNode.newId();

	private final long second = ShelterNode.newId();

	private final long third = ShelterNode.newId();

	@AfterAll
	static void stop() {
		NODE.close();
	}

	@BeforeEach
	void givenLinks() {
		NODE.commit((em) -> {
			for (long each : helpers()) {
				Helper helper = new Helper();
				helper.id = each;
				em.persist(helper);
			}
			Shift shift = new Shift();
			shift.id = this.id;
			shift.helpers.addAll(List.of(helper(em, this.first), helper(em, this.second)));
			shift.cooks.addAll(Set.of(helper(em, this.first), helper(em, this.second)));
			em.persist(shift);
			Tour tour = new Tour();
			tour.id = this.id;
			tour.guides.addAll(List.of(helper(em, this.first), helper(em, this.second)));
			tour.drivers.put("car", helper(em, this.first));
			em.persist(tour);
		});
		readHelpers();
	}

	private List<Long> helpers() {
		return List.of(this.first, this.second, this.third);
	}

	private boolean readHelpers() {
		NODE.cache(Helper.class).findAllById(helpers());
		return true;
	}

	private static Helper helper(EntityManager em, long id) {
		return em.find(Helper.class, id);
	}

	private void meanwhile(Consumer<EntityManager> work) {
		NODE.commitMeanwhile(work);
		ShelterNode.meanwhile(this::readHelpers);
		NODE.facts().clear();
	}

	private void assertTrue(Function<Helper, Set<?>> links, String table, String column) {
		for (long each : helpers()) {
			Integer count = NODE.jdbc()
				.queryForObject("select count(*) from " + table + " where " + column + " = ?", Integer.class, each);
			assertThat(links.apply(NODE.get(Helper.class, each))).hasSize(count);
		}
	}

	@Test
	void linkThatWasRemovedIsWrittenAgainWithTheRest() {
		NODE.commit((em) -> {
			Shift shift = em.find(Shift.class, this.id);
			assertThat(shift.helpers).hasSize(2);
			meanwhile(
					(other) -> other.find(Shift.class, this.id).helpers.remove(other.find(Helper.class, this.second)));
			shift.helpers.add(helper(em, this.third));
		});

		assertThat(NODE.get(Helper.class, this.second).shifts).hasSize(1);
		assertTrue((helper) -> helper.shifts, "shift_helpers", "helpers_id");
	}

	@Test
	void linkThatWasAddedGoesWithTheOthers() {
		NODE.commit((em) -> {
			Shift shift = em.find(Shift.class, this.id);
			assertThat(shift.cooks).hasSize(2);
			meanwhile((other) -> other.find(Shift.class, this.id).cooks.add(other.find(Helper.class, this.third)));
			shift.cooks = new HashSet<>();
		});

		assertTrue((helper) -> helper.meals, "shift_cooks", "cooks_id");
	}

	@Test
	void linkOfASetIsWrittenAlone() {
		NODE.commit((em) -> {
			Shift shift = em.find(Shift.class, this.id);
			assertThat(shift.cooks).hasSize(2);
			meanwhile((other) -> other.find(Shift.class, this.id).cooks.remove(other.find(Helper.class, this.second)));
			shift.cooks.add(helper(em, this.third));
		});

		// Of no other one.
		assertThat(NODE.facts()).filteredOn((fact) -> fact.startsWith("invalidated helper.meals")).hasSize(1);
		assertTrue((helper) -> helper.meals, "shift_cooks", "cooks_id");
	}

	@Test
	void linkByKeyThatAStatementHasChanged() {
		NODE.commit((em) -> {
			Tour tour = em.find(Tour.class, this.id);
			assertThat(tour.drivers).hasSize(1);
			meanwhile((other) -> NODE.jdbc()
				.update("update tour_drivers set drivers_id = ? where drivers_id = ?", this.second, this.first));
			tour.drivers.put("car", helper(em, this.third));
		});

		assertTrue((helper) -> helper.drives, "tour_drivers", "drivers_id");
	}

	@Test
	void linksUnderAVersionAreTakenForWhatTheyAre() {
		NODE.facts().clear();
		NODE.commit((em) -> {
			Tour tour = em.find(Tour.class, this.id);
			tour.guides.remove(1);
			tour.guides.add(helper(em, this.third));
		});

		assertThat(NODE.facts()).filteredOn((fact) -> fact.startsWith("invalidated helper.tours")).hasSize(2);
		assertTrue((helper) -> helper.tours, "tour_guides", "guides_id");
	}

	@Test
	void linksUnderAVersionThatWereChangedMeanwhileAreNotWritten() {
		assertThatExceptionOfType(ConcurrencyFailureException.class).isThrownBy(() -> NODE.commit((em) -> {
			Tour tour = em.find(Tour.class, this.id);
			assertThat(tour.guides).hasSize(2);
			meanwhile((other) -> other.find(Tour.class, this.id).guides.remove(1));
			tour.guides.add(helper(em, this.third));
		}));
		assertTrue((helper) -> helper.tours, "tour_guides", "guides_id");
	}

}
