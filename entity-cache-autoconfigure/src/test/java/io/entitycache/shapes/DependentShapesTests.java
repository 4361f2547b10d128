package io.entitycache.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.shapes.ReferenceShapes.Country;
import io.entitycache.shapes.ReferenceShapes.District;
import io.entitycache.shapes.ReferenceShapes.Letter;
import io.entitycache.shapes.ReferenceShapes.Passport;
import io.entitycache.shapes.ReferenceShapes.Person;
import io.entitycache.shapes.ReferenceShapes.Region;
import io.entitycache.shapes.ReferenceShapes.Town;
import io.entitycache.shapes.ValueShapes.Active;
import io.entitycache.shapes.ValueShapes.Board;
import io.entitycache.shapes.ValueShapes.Named;
import io.entitycache.shapes.ValueShapes.Reading;
import io.entitycache.shapes.ValueShapes.Sensor;
import io.entitycache.shapes.ValueShapes.Summary;
import io.entitycache.shapes.ValueShapes.Total;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Entries that are made of other rows than their own are stale when those change. */
class DependentShapesTests {

	private final InMemoryCluster cluster = new InMemoryCluster();

	private ShapeNode one;

	private ShapeNode two;

	@BeforeEach
	void start() {
		String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
		Class<?>[] entities = { Country.class, Town.class, Person.class, Passport.class, Letter.class, Sensor.class,
				Region.class, District.class, Reading.class, Total.class, Active.class, Summary.class, Named.class,
				Board.class, Choir.class, Singer.class, Den.class, Fox.class };
		this.one = new ShapeNode(url, /* create= */ true, this.cluster, entities);
		this.two = new ShapeNode(url, /* create= */ false, this.cluster, entities);
		this.one.commit((em) -> {
			Country country = new Country(1L, "FR", "France");
			em.persist(country);
			em.persist(new Town(1L, "Paris", country));
			em.persist(new Person(1L, "Ann"));
			em.persist(new Person(2L, "Ben"));
			em.persist(new Passport(1L, "P1"));
			em.persist(new Letter(1L, em.getReference(Person.class, 2L)));
			em.persist(new Sensor(1L, true));
			em.persist(new Reading(1L, 1L, 20));
			em.persist(new Total(1L));
			em.persist(new Active(1L, 1L));
			em.persist(new Board(1L, 1L));
		});
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());
	}

	@AfterEach
	void stop() {
		this.two.close();
		this.one.close();
	}

	private <T> void check(Class<T> type, Object id, Consumer<EntityManager> change) {
		assertLikeFind(type, id);

		this.one.commit(change);
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());

		assertLikeFind(type, id);
	}

	private <T> void assertLikeFind(Class<T> type, Object id) {
		List<String> differences = new ArrayList<>();
		for (ShapeNode node : List.of(this.one, this.two)) {
			@Nullable T copy = node.cache(type).findById(id).orElse(null);
			node.call((em) -> {
				T expected = em.find(type, id);
				differences
					.addAll((expected != null) ? ShapeComparison.differences(node.sessionFactory(), expected, copy)
							: (copy != null) ? List.of("not gone") : List.of());
				return differences;
			});
		}
		assertThat(differences).isEmpty();
	}

	private long loads(Class<?> type) {
		return this.one.cache(type).statistics().loads() + this.two.cache(type).statistics().loads();
	}

	private static void execute(EntityManager em, String jpql) {
		em.createQuery(jpql).executeUpdate();
	}

	@Test
	void otherRowThatGetsTheReferredValues() {
		this.one.commit((em) -> {
			Region region = new Region(1L, "north", 3);
			em.persist(region);
			em.persist(new Region(2L, "south", 3));
			em.persist(new District(1L, region));
		});
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());
		check(District.class, 1L, (em) -> {
			em.find(Region.class, 1L).side = "none";
			em.flush();
			em.find(Region.class, 2L).side = "north";
		});
		assertThat(this.two.cache(District.class).findById(1L).orElseThrow().region.id).isEqualTo(2L);
	}

	@Test
	void otherRowThatGetsTheReferredValue() {
		check(Town.class, 1L, (em) -> {
			em.find(Country.class, 1L).code = "XX";
			em.flush();
			em.persist(new Country(2L, "FR", "Neustria"));
		});
		assertThat(this.two.cache(Town.class).findById(1L).orElseThrow().country.id).isEqualTo(2L);
		check(Town.class, 1L, (em) -> {
			em.remove(em.find(Country.class, 2L));
			em.flush();
			execute(em, "update Country set code = 'FR'");
		});
		assertThat(this.two.cache(Town.class).findById(1L).orElseThrow().country).isNotNull();
	}

	@Test
	void attributeThatIsNotReferredToLeavesEntriesAlone() {
		assertLikeFind(Town.class, 1L);
		long loads = loads(Town.class);

		this.one.commit((em) -> em.find(Country.class, 1L).name = "Gaul");
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());

		assertThat(this.two.cache(Town.class).findById(1L).orElseThrow().country.name).isEqualTo("Gaul");
		// The town itself came from the memory of both.
		assertThat(loads(Town.class)).isEqualTo(loads).isPositive();
	}

	@Test
	void rowWithTheSameIdThatComesAndGoes() {
		assertLikeFind(Person.class, 2L);
		check(Person.class, 1L, (em) -> em.remove(em.find(Passport.class, 1L)));
		assertThat(this.two.cache(Person.class).findById(1L).orElseThrow().passport).isNull();
		long before = this.one.cache(Person.class).statistics().loads();
		check(Person.class, 1L, (em) -> em.persist(new Passport(1L, "P2")));
		assertThat(this.two.cache(Person.class).findById(1L).orElseThrow().passport).isNotNull();
		// Nobody else's entry is stale.
		assertLikeFind(Person.class, 2L);
		assertThat(this.one.cache(Person.class).statistics().loads()).isEqualTo(before + 1);
	}

	@Test
	void rowThatMayBeMissing() {
		check(Letter.class, 1L, (em) -> {
			em.createNativeQuery("alter table Letter drop constraint if exists letter_addressee").executeUpdate();
			execute(em, "delete from Person where id = 2");
		});
		assertThat(this.two.cache(Letter.class).findById(1L).orElseThrow().addressee).isNull();
		check(Letter.class, 1L, (em) -> em.persist(new Person(2L, "Ben again")));
		assertThat(this.two.cache(Letter.class).findById(1L).orElseThrow().addressee).isNotNull();
		check(Letter.class, 1L, (em) -> em.remove(em.find(Person.class, 2L)));
		assertThat(this.two.cache(Letter.class).findById(1L).orElseThrow().addressee).isNull();
	}

	@Test
	void tableThatASubqueryReads() {
		check(Sensor.class, 1L, (em) -> em.persist(new Reading(2L, 1L, 30)));
		assertThat(this.two.cache(Sensor.class).findById(1L).orElseThrow().readings).isEqualTo(2);
		check(Sensor.class, 1L, (em) -> em.remove(em.find(Reading.class, 1L)));
		check(Sensor.class, 1L, (em) -> execute(em, "delete from Reading"));
		assertThat(this.two.cache(Sensor.class).findById(1L).orElseThrow().readings).isZero();
	}

	@Test
	void ownTableThatASubqueryReads() {
		check(Total.class, 1L, (em) -> em.persist(new Total(2L)));
		assertThat(this.two.cache(Total.class).findById(1L).orElseThrow().rows).isEqualTo(2);
	}

	@Test
	void tableThatSaysWhichRowsThereAre() {
		check(Active.class, 1L, (em) -> em.find(Sensor.class, 1L).active = false);
		assertThat(this.two.cache(Active.class).findById(1L)).isEmpty();
		check(Active.class, 1L, (em) -> em.find(Sensor.class, 1L).active = true);
		assertThat(this.two.cache(Active.class).findById(1L)).isPresent();
	}

	@Test
	void tableThatSaysWhichElementsThereAre() {
		check(Board.class, 1L, (em) -> em.find(Sensor.class, 1L).active = false);
		assertThat(this.two.cache(Board.class).findById(1L).orElseThrow().sensors).isEmpty();
		check(Board.class, 1L, (em) -> execute(em, "update Sensor set active = true"));
		assertThat(this.two.cache(Board.class).findById(1L).orElseThrow().sensors).containsExactly(1L);
	}

	@Test
	void orderByAnExpression() {
		this.one.commit((em) -> {
			Choir choir = new Choir();
			em.persist(choir);
			for (String name : List.of("Ann", "ben", "Cem")) {
				Singer singer = new Singer();
				singer.id = (long) name.charAt(0);
				singer.name = name;
				em.persist(singer);
				choir.singers.add(singer);
			}
		});
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());
		assertSingers("Ann", "ben", "Cem");

		this.one.commit((em) -> em.find(Singer.class, (long) 'b').name = "Zoe");
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());

		assertSingers("Ann", "Cem", "Zoe");
	}

	private void assertSingers(String... names) {
		for (ShapeNode node : List.of(this.one, this.two)) {
			assertThat(node.cache(Choir.class).findById(1L).orElseThrow().singers).extracting((singer) -> singer.name)
				.containsExactly(names);
		}
	}

	@Test
	void rowThatIsNotSeenDoesNotHideThoseThatReferToIt() {
		this.one.commit((em) -> {
			Den den = new Den();
			den.hidden = true;
			em.persist(den);
			Fox fox = new Fox();
			fox.den = den;
			em.persist(fox);
		});
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());
		for (ShapeNode node : List.of(this.one, this.two)) {
			node.cache(Fox.class).findById(1L);
			node.cache(Fox.class).findAllById(List.of(1L, 2L));
		}

		this.one.commit((em) -> execute(em, "update Den set hidden = false"));
		this.one.commit((em) -> em.createNativeQuery("update Den set hidden = false").executeUpdate());
		this.two.awaitCaughtUp(this.cluster.log().position().sequence());

		assertLikeFind(Fox.class, 1L);
		assertThat(this.two.cache(Fox.class).findById(1L).orElseThrow().den).isNotNull();
	}

	@Test
	void tableBehindAQuery() {
		check(Summary.class, 1L, (em) -> em.find(Reading.class, 1L).degrees = 99);
		assertThat(this.two.cache(Summary.class).findById(1L).orElseThrow().highest).isEqualTo(99);
	}

	@Test
	void withoutTheChangeNothingIsLoadedAgain() {
		// Control: what the tests above see anew was cached.
		assertLikeFind(Sensor.class, 1L);
		long loads = loads(Sensor.class);

		check(Sensor.class, 1L, (em) -> em.persist(new Total(7L)));

		assertThat(loads(Sensor.class)).isEqualTo(loads).isPositive();
	}

	@Entity(name = "Choir")
	static class Choir {

		@Id
		Long id = 1L;

		@OneToMany(fetch = FetchType.EAGER)
		@JoinColumn(name = "choir_id")
		@OrderBy("lower(name)")
		List<Singer> singers = new ArrayList<>();

	}

	@Entity(name = "Singer")
	static class Singer {

		@Id
		@Nullable Long id;

		@Nullable String name;

	}

	@Entity(name = "Den")
	@SQLRestriction("hidden = false")
	static class Den {

		@Id
		Long id = 1L;

		boolean hidden;

	}

	@Entity(name = "Fox")
	static class Fox {

		@Id
		Long id = 1L;

		@ManyToOne(optional = false)
		@Nullable Den den;

	}

}
