package io.entitycache.shapes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.entitycache.fixtures.InMemoryCluster;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A copy is what the entity manager finds, however the entity is mapped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MappedShapesTests {

	private static final Map<String, String> REFUSED = new LinkedHashMap<>();

	static {
		REFUSED.put("Locker", "several attributes but no id class");
		REFUSED.put("Booking", "contains an association");
		REFUSED.put("LateStamped", "'stamp' is LAZY and refers to");
		REFUSED.put("Notice", "'about' is an association to any entity");
		REFUSED.put("Hold", "'held' refers to its owner (@Parent)");
		REFUSED.put("Sack", "'weights' has entities as keys");
		REFUSED.put("Pigeonhole", "'labels' is a kind of collection that belongs to a session");
		REFUSED.put("Outside", "'one' is computed by a subquery whose text does not name all tables");
		REFUSED.put("Hail", "'grain' is an embeddable with subclasses");
		REFUSED.put("Raw", "'wind' has the type");
		REFUSED.put("Recorded", "'sound' has the type java.sql.Blob");
		REFUSED.put("Guarded", "a filter that is always enabled");
	}

	private ShapeNode one;

	private ShapeNode two;

	@BeforeAll
	void start() {
		String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
		InMemoryCluster cluster = new InMemoryCluster();
		this.one = new ShapeNode(url, /* create= */ true, cluster, entities());
		this.two = new ShapeNode(url, /* create= */ false, cluster, entities());
		this.one.commit(IdShapes::persist);
		this.one.commit(ReferenceShapes::persist);
		this.one.commit(ValueShapes::persist);
	}

	@AfterAll
	void stop() {
		this.two.close();
		this.one.close();
	}

	private static Class<?>[] entities() {
		return Stream.of(IdShapes.ENTITIES, ReferenceShapes.ENTITIES, ValueShapes.ENTITIES, ValueShapes.PARTS)
			.flatMap(Stream::of)
			.toArray(Class<?>[]::new);
	}

	static Stream<Class<?>> cached() {
		return Stream.of(entities())
			.filter((type) -> type.isAnnotationPresent(Entity.class) && !REFUSED.containsKey(type.getSimpleName()));
	}

	@Test
	void refusedAreTheseAndForTheseReasons() {
		assertThat(this.one.refused().keySet()).extracting(Class::getSimpleName)
			.containsExactlyInAnyOrderElementsOf(REFUSED.keySet());
		this.one.refused()
			.forEach((type, reasons) -> assertThat(reasons).as(type.getSimpleName())
				.anyMatch((reason) -> reason.contains(REFUSED.get(type.getSimpleName()))));
	}

	@ParameterizedTest
	@MethodSource("cached")
	<T> void copyIsWhatTheEntityManagerFinds(Class<T> type) {
		List<String> differences = new ArrayList<>();
		List<Object> ids = idsOf(type);
		for (Object id : ids) {
			this.one.call((em) -> {
				T expected = em.find(type, id);
				for (ShapeNode node : List.of(this.one, this.one, this.two, this.two)) {
					differences.addAll(ShapeComparison.differences(this.one.sessionFactory(), expected,
							node.cache(type).findById(id).orElse(null)));
				}
				return null;
			});
		}

		assertThat(ids).isNotEmpty();
		assertThat(differences).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("cached")
	<T> void mergeOfACopyThatWasNotChangedWritesNothing(Class<T> type) {
		for (Object id : idsOf(type)) {
			T copy = this.two.cache(type).findById(id).orElseThrow();
			this.two.sessionFactory().getStatistics().clear();
			this.two.commit((em) -> em.merge(copy));

			assertThat(this.two.sessionFactory().getStatistics().getEntityUpdateCount()).isZero();
			assertThat(this.two.sessionFactory().getStatistics().getEntityInsertCount()).isZero();
		}
	}

	private List<Object> idsOf(Class<?> type) {
		return this.one.call((em) -> {
			List<Object> ids = new ArrayList<>();
			String name = em.getMetamodel().entity(type).getName();
			em.createQuery("from " + name, type)
				.getResultList()
				.forEach((entity) -> ids
					.add(em.getEntityManagerFactory().getPersistenceUnitUtil().getIdentifier(entity)));
			return ids;
		});
	}

}
