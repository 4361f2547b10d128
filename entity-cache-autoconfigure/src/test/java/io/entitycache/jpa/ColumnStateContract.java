package io.entitycache.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.entitycache.jpa.Papers.Folder;
import io.entitycache.jpa.Papers.Left;
import io.entitycache.jpa.Papers.Money;
import io.entitycache.jpa.Papers.Page;
import io.entitycache.jpa.Papers.PageId;
import io.entitycache.jpa.Papers.Right;
import io.entitycache.jpa.Papers.Style;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What a database has in columns that the application converts, through states and bytes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ColumnStateContract {

	private static final PageId FIRST = new PageId("book", 1);

	private static final PageId SECOND = new PageId("book", 2);

	private TestPersistenceUnit unit;

	abstract TestPersistenceUnit create(Class<?>... entities);

	@BeforeAll
	void start() {
		this.unit = create(Papers.ENTITIES);
		Page empty = new Page(SECOND);
		this.unit.persist(page(), empty, new Left(1, "left 11"), new Right(2, "right 22"));
	}

	private static Page page() {
		Page page = new Page(FIRST);
		page.style = new Style("bold");
		page.styles = List.of(new Style("a"), new Style("b"));
		page.attributes = Map.of("known", 1, "unknown", List.of("x"));
		page.codes.add("code 77");
		page.price = new Money("EUR", 5);
		return page;
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	private <T, ID> EntityLoader<T, ID> loader(Class<T> type) {
		return new EntityLoader<>(this.unit.factory(), this.unit.<T, ID>mapping(type), Duration.ofSeconds(30),
				/* chunkSize= */ 10);
	}

	private EntityState state(PageId id) {
		return Objects.requireNonNull(this.<Page, PageId>loader(Page.class).load(id));
	}

	@Test
	void copiesEqualWhatIsLoaded() {
		EntityMapping<Page, PageId> mapping = this.unit.mapping(Page.class);
		for (PageId id : List.of(FIRST, SECOND)) {
			Page found = this.unit.call((entityManager) -> entityManager.find(Page.class, id));
			EntityState state = state(id);
			EntityState decoded = mapping.stateCodec().decode(mapping.stateCodec().encode(state));

			assertThat(decoded).isEqualTo(state);
			assertThat(mapping.materialize(state)).usingRecursiveComparison().isEqualTo(found);
			assertThat(mapping.materialize(decoded)).usingRecursiveComparison().isEqualTo(found);
		}
	}

	@Test
	void documentsAreKeptAsTheyAre() {
		EntityMapping<Page, PageId> mapping = this.unit.mapping(Page.class);
		this.unit.inTransaction((entityManager) -> {
			Page page = entityManager.find(Page.class, FIRST);
			page.attributes = Map.of("known", 1, "unknown", List.of("y"));
		});

		String bytes = new String(mapping.stateCodec().encode(state(FIRST)), StandardCharsets.UTF_8);

		assertThat(bytes).contains("unknown").contains("\"y\"").contains("EUR 5");
	}

	@Test
	void changingACopyChangesNoOther() {
		EntityMapping<Page, PageId> mapping = this.unit.mapping(Page.class);
		EntityState state = state(FIRST);
		Page one = mapping.materialize(state);
		Page other = mapping.materialize(state);

		assertThat(one.attributes).isNotSameAs(other.attributes);
		assertThat(one.styles).isNotSameAs(other.styles);
	}

	@Test
	void severalRowsAreReadWithOneStatement() {
		this.unit.statistics().clear();

		assertThat(this.<Page, PageId>loader(Page.class).loadAll(List.of(SECOND, new PageId("none", 1), FIRST)))
			.containsOnlyKeys(SECOND, FIRST)
			.containsEntry(FIRST, state(FIRST));
		assertThat(this.unit.statistics().getPrepareStatementCount()).isEqualTo(4);
	}

	@Test
	void attributesOfOneNameInTwoSubclassesAreTakenForTwo() {
		EntityMapping<Folder, Long> mapping = this.unit.mapping(Folder.class);
		Map<Long, EntityState> states = this.<Folder, Long>loader(Folder.class).loadAll(List.of(1L, 2L));

		states.forEach((id,
				state) -> assertThat(
						mapping.materialize(mapping.stateCodec().decode(mapping.stateCodec().encode(state))))
					.usingRecursiveComparison()
					.isEqualTo(this.unit.call((entityManager) -> entityManager.find(Folder.class, id))));
		assertThat(states).hasSize(2);
	}

	@Test
	void theStateOfAnEntityIsNotWritten() {
		EntityMapping<Page, PageId> mapping = this.unit.mapping(Page.class);
		EntityState state = mapping.stateOf(page());

		assertThat(mapping.isRow(state)).isFalse();
		assertThat(mapping.materialize(state).price).isEqualTo(new Money("EUR", 5));
		assertThatIllegalStateException().isThrownBy(() -> mapping.stateCodec().encode(state));
	}

	@Test
	void theFingerprintKnowsColumnsAndNoClassesBehindThem() {
		EntityMapping<Folder, Long> mapping = this.unit.mapping(Folder.class);

		assertThat(Long.toHexString(mapping.stateCodec().fingerprint())).isEqualTo("b486fe868596c595");
	}

	@Test
	void bytesStayReadableAndAreStillWrittenSo() throws IOException {
		EntityMapping<Folder, Long> mapping = this.unit.mapping(Folder.class);
		EntityState state = Objects.requireNonNull(this.<Folder, Long>loader(Folder.class).load(1L));
		try (InputStream golden = getClass().getResourceAsStream("/golden/state-v1-column.bin")) {
			byte[] bytes = golden.readAllBytes();

			assertThat(mapping.stateCodec().encode(state)).isEqualTo(bytes);
			assertThat(mapping.stateCodec().decode(bytes)).isEqualTo(state);
		}
	}

}
