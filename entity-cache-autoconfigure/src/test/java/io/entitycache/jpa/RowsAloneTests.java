package io.entitycache.jpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import io.entitycache.jpa.CollectionStateCodecTests.Box;
import io.entitycache.jpa.CollectionStateCodecTests.Lid;
import io.entitycache.jpa.CollectionStateCodecTests.Thing;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Rows are read without a statement for what is at the other end of an association. */
class RowsAloneTests {

	private static final int ROWS = 20;

	private final TestPersistenceUnit unit = TestPersistenceUnit.h2(Box.class, Thing.class, Lid.class);

	private final List<Long> ids = LongStream.rangeClosed(1, ROWS).boxed().toList();

	@BeforeEach
	void persist() {
		List<Object> entities = new ArrayList<>();
		for (long id : this.ids) {
			Box box = new Box();
			box.id = id;
			entities.add(box);
			if (id % 2 == 0) {
				Lid lid = new Lid();
				lid.id = new UUID(0, id);
				lid.box = box;
				entities.add(lid);
			}
		}
		this.unit.persist(entities.toArray());
		this.unit.statistics().clear();
	}

	@AfterEach
	void close() {
		this.unit.close();
	}

	private EntityMapping<Box, Long> boxes() {
		return this.unit.mapping(Box.class);
	}

	@Test
	void pageIsOneStatement() {
		EntityPages<Box, Long> pages = new EntityPages<>(this.unit.factory(), boxes(), Duration.ofSeconds(5), 100);

		assertThat(pages.after(null)).hasSize(ROWS);
		assertThat(this.unit.statistics().getPrepareStatementCount()).isOne();
	}

	@Test
	void manyIdsAreOneStatement() {
		EntityLoader<Box, Long> loader = new EntityLoader<>(this.unit.factory(), boxes(), Duration.ofSeconds(5), 100);

		assertThat(loader.loadAll(this.ids)).hasSize(ROWS);
		assertThat(this.unit.statistics().getPrepareStatementCount()).isOne();
	}

	@Test
	void inverseSideThatSubclassesInheritIsOneAssociation() {
		try (TestPersistenceUnit hierarchy = TestPersistenceUnit.h2(Vessel.class, Jar.class, Jug.class, Cork.class)) {
			assertThat(hierarchy.aggregate(Vessel.class, true).root().associations()).singleElement()
				.satisfies((included) -> assertThat(included.target()).isNotNull());
			assertThat(hierarchy.aggregate(Jug.class, true).root().associations()).hasSize(1);
		}
	}

	@Test
	void inverseSideIsNoPartOfASharedInstance() {
		assertThatExceptionOfType(UnsupportedEntityException.class)
			.isThrownBy(() -> this.unit.aggregate(Box.class, false))
			.withMessageContaining("'lid' is the inverse side of a one-to-one association");
	}

	@Test
	void otherSidesOfManyAreOneStatement() {
		Association lid = boxes().associations()
			.stream()
			.filter((association) -> association.name().equals("lid"))
			.findFirst()
			.orElseThrow();
		CollectionLoader<Long> loader = new CollectionLoader<>(this.unit.factory(), boxes(), lid.role(),
				this.unit.mapping(Lid.class), Duration.ofSeconds(5), 100);

		CollectionLoader.Loaded<Long> loaded = loader.loadAll(this.ids);

		assertThat(loaded.collections()).hasSize(ROWS);
		assertThat(loaded.members()).hasSize(ROWS / 2);
		assertThat(lid.role().ids(loaded.collections().get(2L))).containsExactly(new UUID(0, 2));
		assertThat(lid.role().ids(loaded.collections().get(1L))).isEmpty();
		assertThat(this.unit.statistics().getPrepareStatementCount()).isOne();
	}

	@Entity(name = "Vessel")
	static class Vessel {

		@Id
		@Nullable Long id;

		@OneToOne(mappedBy = "vessel")
		@Nullable Cork cork;

	}

	@Entity(name = "Jar")
	static class Jar extends Vessel {

		@Nullable String label;

	}

	@Entity(name = "Jug")
	static class Jug extends Vessel {

		@Nullable Integer litres;

	}

	@Entity(name = "Cork")
	static class Cork {

		@Id
		@Nullable Long id;

		@OneToOne
		@Nullable Vessel vessel;

	}

}
