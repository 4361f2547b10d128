package io.entitycache.jpa;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.entitycache.KeyCodec;
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
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityIdTests {

	private TestPersistenceUnit unit;

	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.h2(entities);
	}

	@BeforeAll
	void start() {
		this.unit = create(ByLong.class, ByInteger.class, ByString.class, ByUuid.class, ByEmbedded.class,
				ByRecord.class, ByIdClass.class, ByOwner.class);
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	@Test
	void longs() {
		check(ByLong.class, Long.class, (entity, id) -> entity.id = id, 0L, -1L, 1L, Long.MAX_VALUE, Long.MIN_VALUE);
	}

	@Test
	void integers() {
		check(ByInteger.class, Integer.class, (entity, id) -> entity.id = id, 0, -1, Integer.MIN_VALUE);
	}

	@Test
	void strings() {
		check(ByString.class, String.class, (entity, id) -> entity.id = id, "constructor", "", "a:b|c\\d", "\\0", "ü",
				"世界", "__proto__", " ", "null");
	}

	@Test
	void uuids() {
		check(ByUuid.class, UUID.class, (entity, id) -> entity.id = id, new UUID(0, 0), new UUID(-1, -1),
				UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
	}

	@Test
	void embeddedIds() {
		check(ByEmbedded.class, OrderKey.class, (entity, id) -> entity.id = id, new OrderKey("", 0),
				new OrderKey("a|b", -1), new OrderKey("a", 1), new OrderKey("\\", 2), new OrderKey("0", 3),
				new OrderKey("|", 4));
	}

	@Test
	void recordIds() {
		check(ByRecord.class, RecordKey.class, (entity, id) -> entity.id = id,
				new RecordKey("north", LocalDate.of(2024, 2, 29)), new RecordKey("", LocalDate.EPOCH));
	}

	@Test
	void idClasses() {
		check(ByIdClass.class, LineKey.class, (entity, id) -> {
			entity.document = id.document;
			entity.line = id.line;
		}, new LineKey("d", 0), new LineKey("d|1", -1));
	}

	@Test
	void idSharedWithAnAssociation() {
		ByLong owner = new ByLong();
		owner.id = 4711;
		ByOwner owned = new ByOwner();
		owned.owner = owner;
		this.unit.persist(owner, owned);
		EntityMapping<ByOwner, Long> mapping = this.unit.mapping(ByOwner.class);

		ByOwner copy = mapping.materialize(this.unit.state(ByOwner.class, 4711L));

		assertThat(copy.id).isEqualTo(4711L);
		assertThat(HibernateProxy.extractLazyInitializer(copy.owner).getInternalIdentifier()).isEqualTo(4711L);
	}

	@Test
	void copyOfAnIdIsNotSharedIfItCanBeChanged() {
		EntityMapping<ByEmbedded, OrderKey> mutable = this.unit.mapping(ByEmbedded.class);
		EntityMapping<ByRecord, RecordKey> immutable = this.unit.mapping(ByRecord.class);
		OrderKey key = new OrderKey("shop", 1);
		RecordKey record = new RecordKey("north", LocalDate.EPOCH);

		assertThat(mutable.copyId(key)).isEqualTo(key).isNotSameAs(key);
		assertThat(immutable.copyId(record)).isSameAs(record);
	}

	@Test
	void changingAnIdChangesNoState() {
		ByEmbedded entity = new ByEmbedded();
		entity.id = new OrderKey("mine", 1);
		this.unit.persist(entity);
		EntityMapping<ByEmbedded, OrderKey> mapping = this.unit.mapping(ByEmbedded.class);
		EntityState state = this.unit.state(ByEmbedded.class, new OrderKey("mine", 1));

		mapping.idOf(state).shop = "changed";
		mapping.materialize(state).id.shop = "changed";

		assertThat(mapping.idOf(state)).isEqualTo(new OrderKey("mine", 1));
		assertThat(mapping.materialize(state).id).isEqualTo(new OrderKey("mine", 1));
	}

	@Test
	void otherTextsOfAnIdAreRefused() {
		KeyCodec<Long> longs = this.unit.<ByLong, Long>mapping(ByLong.class).idCodec();
		KeyCodec<OrderKey> composites = this.unit.<ByEmbedded, OrderKey>mapping(ByEmbedded.class).idCodec();

		for (String text : List.of("", "+1", "01", "-0", "1.0", "x", "99999999999999999999")) {
			assertThatIllegalArgumentException().as(text).isThrownBy(() -> longs.decode(text));
		}
		for (String text : List.of("", "1", "1|2|3", "a|1", "1|a\\", "01|a", "1|\\a", "1|\\0x")) {
			assertThatIllegalArgumentException().as(text).isThrownBy(() -> composites.decode(text));
		}
	}

	@Test
	@SuppressWarnings({ "unchecked", "rawtypes" })
	void idsOfAnotherTypeAreRefused() {
		KeyCodec longs = this.unit.mapping(ByLong.class).idCodec();

		assertThatIllegalArgumentException().isThrownBy(() -> longs.encode(1)).withMessageContaining("ByLong");
	}

	@SafeVarargs
	private <T, ID> void check(Class<T> type, Class<ID> idType, BiConsumer<T, ID> setter, ID... ids) {
		EntityMapping<T, ID> mapping = this.unit.mapping(type);
		EntityLoader<T, ID> loader = new EntityLoader<>(this.unit.factory(), mapping, Duration.ofSeconds(5), 2);
		Map<ID, String> texts = new LinkedHashMap<>();
		for (ID id : ids) {
			T entity = newInstance(type);
			setter.accept(entity, id);
			this.unit.persist(entity);
			texts.put(id, mapping.idCodec().encode(id));
			T copy = mapping.materialize(loader.load(id));
			assertThat(copy).usingRecursiveComparison().isEqualTo(entity);
			EntityState state = this.unit.state(type, id);
			assertThat(mapping.stateCodec().decode(mapping.stateCodec().encode(state))).isEqualTo(state);
		}
		assertThat(mapping.idType()).isEqualTo(idType);
		assertThat(texts.values()).doesNotHaveDuplicates();
		texts.forEach((id, text) -> assertThat(mapping.idCodec().decode(text)).isEqualTo(id));
		assertThat(loader.loadAll(Arrays.asList(ids))).containsOnlyKeys(ids)
			.allSatisfy((id, state) -> assertThat(state.id()).isEqualTo(id));
	}

	private static <T> T newInstance(Class<T> type) {
		return org.springframework.beans.BeanUtils.instantiateClass(type);
	}

}
