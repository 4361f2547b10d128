package io.entitycache.jpa;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.entitycache.jpa.KeyedEntities.ByEmbedded;
import io.entitycache.jpa.KeyedEntities.ByIdClass;
import io.entitycache.jpa.KeyedEntities.ByInteger;
import io.entitycache.jpa.KeyedEntities.ByLong;
import io.entitycache.jpa.KeyedEntities.ByOwner;
import io.entitycache.jpa.KeyedEntities.ByRecord;
import io.entitycache.jpa.KeyedEntities.ByString;
import io.entitycache.jpa.KeyedEntities.ByUuid;
import io.entitycache.jpa.KeyedEntities.LineKey;
import io.entitycache.jpa.KeyedEntities.OrderKey;
import io.entitycache.jpa.KeyedEntities.RecordKey;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of two rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityPagesTests {

	private static final Instant TIME = Instant.parse("2020-02-02T20:20:20.123456Z");

	private TestPersistenceUnit unit;

	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.h2(entities);
	}

	@BeforeAll
	void start() {
		this.unit = create(ByLong.class, ByInteger.class, ByString.class, ByUuid.class, ByEmbedded.class,
				ByRecord.class, ByIdClass.class, ByOwner.class, Changed.class, ByLocale.class);
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	@BeforeEach
	void clear() {
		this.unit.clear();
	}

	@Test
	void everyRowIsReadOnceByItsId() {
		check(ByLong.class, Long.class, (entity, id) -> entity.id = id, 5L, -1L, 0L, Long.MAX_VALUE, Long.MIN_VALUE);
		check(ByInteger.class, Integer.class, (entity, id) -> entity.id = id, 3, -1, 2, 1);
		check(ByString.class, String.class, (entity, id) -> entity.id = id, "a", "B", "A", "b", "ä", "", " ", "a a",
				"_", "10", "9");
		check(ByUuid.class, UUID.class, (entity, id) -> entity.id = id, new UUID(0, 0), new UUID(-1, -1),
				new UUID(Long.MIN_VALUE, 1), new UUID(1, Long.MIN_VALUE), new UUID(7, 7));
	}

	@Test
	void everyRowIsReadOnceByAnIdOfSeveralParts() {
		check(ByEmbedded.class, OrderKey.class, (entity, id) -> entity.id = id, new OrderKey("a", 2),
				new OrderKey("a", 1), new OrderKey("b", 1), new OrderKey("b", 2), new OrderKey("b", 3),
				new OrderKey("c", 0));
		check(ByRecord.class, RecordKey.class, (entity, id) -> entity.id = id,
				new RecordKey("a", LocalDate.of(2020, 1, 2)), new RecordKey("a", LocalDate.of(2020, 1, 1)),
				new RecordKey("b", LocalDate.of(2019, 1, 1)));
		check(ByIdClass.class, LineKey.class, (entity, id) -> {
			entity.document = id.document;
			entity.line = id.line;
		}, new LineKey("a", 3), new LineKey("a", 1), new LineKey("a", 2), new LineKey("b", 1), new LineKey("c", 1));
	}

	@Test
	void idThatIsAnotherRowsIdHasAnOrder() {
		ByLong owner = new ByLong();
		owner.id = 4;
		ByOwner owned = new ByOwner();
		owned.owner = owner;
		this.unit.persist(owner, owned);

		assertThat(pages(ByOwner.class).after(null)).containsOnlyKeys(4L);
	}

	@Test
	void idWithoutAnOrderIsKnownBefore() {
		assertThat(EntityPages.isOrdered(this.unit.mapping(ByLong.class))).isTrue();
		assertThat(EntityPages.isOrdered(this.unit.mapping(ByLocale.class))).isFalse();
	}

	@Test
	void emptyTableHasNoPage() {
		assertThat(pages(ByLong.class).after(null)).isEmpty();
		assertThat(pages(ByLong.class).idsAfter(null)).isEmpty();
		assertThat(pages(ByLong.class).count()).isZero();
	}

	@Test
	void changedRowsAreReadInTheOrderOfTheirChanges() {
		this.unit.persist(changed(1, TIME), changed(2, TIME.minusSeconds(1)), changed(3, TIME), changed(4, TIME),
				changed(5, TIME.plusNanos(1000)), changed(6, TIME.minusSeconds(9)));
		EntityPages<Changed, Long> pages = pages(Changed.class);
		ChangeTime time = ChangeTime.named(this.unit.mapping(Changed.class), "changedAt");
		List<Long> ids = new ArrayList<>();
		EntityState last = null;
		Map<Long, EntityState> page = pages.changedSince(time, TIME.minusSeconds(1), null);
		while (!page.isEmpty()) {
			ids.addAll(page.keySet());
			last = List.copyOf(page.values()).get(page.size() - 1);
			page = pages.changedSince(time, TIME.minusSeconds(1), last);
		}

		assertThat(ids).containsExactly(2L, 1L, 3L, 4L, 5L);
		assertThat(last).isNotNull();
		assertThat(time.of(last)).isEqualTo(TIME.plusNanos(1000));
	}

	private static Changed changed(long id, Instant changedAt) {
		Changed changed = new Changed();
		changed.id = id;
		changed.changedAt = changedAt;
		return changed;
	}

	@SafeVarargs
	private <T, ID> void check(Class<T> type, Class<ID> idType, BiConsumer<T, ID> setId, ID... ids) {
		for (ID id : ids) {
			T entity = newInstance(type);
			setId.accept(entity, id);
			this.unit.persist(entity);
		}
		EntityPages<T, ID> pages = pages(type);
		List<ID> read = new ArrayList<>();
		Map<ID, EntityState> page = pages.after(null);
		while (!page.isEmpty()) {
			assertThat(page).hasSizeLessThanOrEqualTo(2);
			page.forEach((id, state) -> assertThat(state).isEqualTo(this.unit.state(type, id)));
			read.addAll(page.keySet());
			page = pages.after(List.copyOf(page.values()).get(page.size() - 1));
		}
		assertThat(read).containsExactlyInAnyOrder(ids);
		assertThat(idsOf(pages)).containsExactlyElementsOf(read);
		assertThat(pages.count()).isEqualTo(ids.length);
		assertThat(Set.copyOf(read)).isEqualTo(new LinkedHashSet<>(Arrays.asList(ids)));
	}

	private static <T, ID> List<ID> idsOf(EntityPages<T, ID> pages) {
		List<ID> all = new ArrayList<>();
		List<ID> page = pages.idsAfter(null);
		while (!page.isEmpty()) {
			all.addAll(page);
			page = pages.idsAfter(page.get(page.size() - 1));
		}
		return all;
	}

	private <T, ID> EntityPages<T, ID> pages(Class<T> type) {
		return new EntityPages<>(this.unit.factory(), this.unit.mapping(type), Duration.ofSeconds(10), 2);
	}

	private static <T> T newInstance(Class<T> type) {
		try {
			return type.getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Entity(name = "Changed")
	static class Changed {

		@Id
		long id;

		@Nullable Instant changedAt;

	}

	@Entity(name = "ByLocale")
	static class ByLocale {

		@Id
		@Nullable Locale id;

	}

}
