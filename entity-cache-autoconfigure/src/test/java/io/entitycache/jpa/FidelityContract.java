package io.entitycache.jpa;

import java.util.Date;
import java.util.Map;

import io.entitycache.KeyCodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** What a database has to give back through state, copies and bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FidelityContract {

	private static final Sample EMPTY = new Sample();

	private TestPersistenceUnit unit;

	private EntityMapping<Sample, Long> mapping;

	abstract TestPersistenceUnit create(Class<?>... entities);

	@BeforeAll
	void start() {
		this.unit = create(Sample.class);
		this.mapping = this.unit.mapping(Sample.class);
		EMPTY.id = 0L;
		EMPTY.letter = 'x';
		this.unit.persist(Sample.full(1), EMPTY, Sample.full(-3));
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	private Sample loaded(long id) {
		return this.unit.call((entityManager) -> entityManager.find(Sample.class, id));
	}

	@Test
	void copyEqualsWhatTheDatabaseReturns() {
		for (long id : new long[] { 1, 0, -3 }) {
			Sample copy = this.mapping.materialize(this.unit.state(Sample.class, id));

			assertThat(copy).isNotNull().usingRecursiveComparison().isEqualTo(loaded(id));
		}
	}

	@Test
	void bytesKeepTheState() {
		for (long id : new long[] { 1, 0, -3 }) {
			EntityState state = this.unit.state(Sample.class, id);

			EntityState decoded = this.mapping.stateCodec().decode(this.mapping.stateCodec().encode(state));

			assertThat(decoded).isEqualTo(state);
			assertThat(decoded.id()).isEqualTo(id);
			assertThat(decoded.version()).isEqualTo(0);
			assertThat(this.mapping.materialize(decoded)).usingRecursiveComparison().isEqualTo(loaded(id));
		}
	}

	@Test
	void bytesOfEqualStatesAreEqual() {
		byte[] first = this.mapping.stateCodec().encode(this.unit.state(Sample.class, 1L));

		assertThat(this.mapping.stateCodec().encode(this.unit.state(Sample.class, 1L))).isEqualTo(first);
	}

	@Test
	void everyKeyAttributeHasATextThatLeadsBack() {
		EntityState state = this.unit.state(Sample.class, 1L);

		for (String attribute : this.mapping.attributeNames()) {
			Object value = this.mapping.attribute(state, attribute);
			if (value != null && !(value instanceof Date)) {
				KeyCodec<Object> codec = this.mapping.keyCodec(attribute);
				assertThat(Map.of(attribute, codec.decode(codec.encode(value))))
					.isEqualTo(Map.of(attribute, codec.isExact() ? value : codec.canonical(value)));
			}
		}
	}

	@Test
	void rowIsFoundByEachSimpleAttribute() {
		EntityLoader<Sample, Long> loader = new EntityLoader<>(this.unit.factory(), this.mapping,
				java.time.Duration.ofSeconds(10), 10);
		this.unit.inTransaction((entityManager) -> {
			Sample other = entityManager.find(Sample.class, -3L);
			other.text = "other";
			other.uuid = null;
			other.email = null;
			other.number = 5;
			other.instant = null;
		});

		for (String attribute : new String[] { "text", "uuid", "email", "number", "instant" }) {
			Object value = this.mapping.attribute(this.unit.state(Sample.class, 1L), attribute);
			EntityState found = loader.loadBy(attribute, value);
			assertThat(found).as(attribute).isNotNull();
			assertThat(found.id()).as(attribute).isEqualTo(1L);
		}
	}

}
