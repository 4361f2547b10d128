package io.entitycache.jpa;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.entitycache.jpa.KeyedEntities.ByEmbedded;
import io.entitycache.jpa.KeyedEntities.OrderKey;
import io.entitycache.jpa.Shop.Category;
import io.entitycache.jpa.Shop.Product;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NonUniqueResultException;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityLoaderTests {

	private final TestPersistenceUnit unit = create();

	private final EntityMapping<Product, Long> products = this.unit.mapping(Product.class);

	private final EntityLoader<Product, Long> loader = loader(this.products, 10);

	TestPersistenceUnit create() {
		List<Class<?>> entities = new ArrayList<>(List.of(Shop.ENTITIES));
		entities.add(ByEmbedded.class);
		return TestPersistenceUnit.h2(entities.toArray(new Class<?>[0]));
	}

	<T, ID> EntityLoader<T, ID> loader(EntityMapping<T, ID> mapping, int chunkSize) {
		return new EntityLoader<>(this.unit.factory(), mapping, Duration.ofMillis(1500), chunkSize);
	}

	@BeforeEach
	void start() {
		this.unit.clear();
		this.unit.inTransaction((entityManager) -> {
			Category category = new Category(1, "only", null);
			entityManager.persist(category);
			LongStream.rangeClosed(1, 25)
				.mapToObj((id) -> new Product(id, "p" + id, category).filled())
				.forEach(entityManager::persist);
		});
		this.unit.statistics().clear();
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	private long statements() {
		return this.unit.statistics().getPrepareStatementCount();
	}

	@Test
	void rowIsLoadedInATransactionOfItsOwn() {
		EntityState state = this.loader.load(7L);

		assertThat(state).isNotNull().isEqualTo(this.unit.state(Product.class, 7L));
		assertThat(this.loader.load(99L)).isNull();
		assertThat(this.unit.statistics().getSessionOpenCount())
			.isEqualTo(this.unit.statistics().getSessionCloseCount());
	}

	@Test
	void rowsAreLoadedWithOneQueryPerChunkAndElementCollection() {
		Map<Long, EntityState> states = this.loader.loadAll(LongStream.range(0, 30).boxed().toList());

		assertThat(states.keySet()).containsExactlyElementsOf(LongStream.rangeClosed(1, 25).boxed().toList());
		assertThat(states.get(7L)).isEqualTo(this.unit.state(Product.class, 7L));
		int chunks = 3;
		int elementCollections = 6;
		this.unit.statistics().clear();
		this.loader.loadAll(LongStream.range(0, 30).boxed().toList());
		assertThat(statements()).isLessThanOrEqualTo(chunks * (1 + elementCollections));
	}

	@Test
	void idGivenTwiceIsLoadedOnceAndNoIdsAskNothing() {
		assertThat(this.loader.loadAll(List.of(3L, 3L, 1L)).keySet()).containsExactly(3L, 1L);
		this.unit.statistics().clear();
		assertThat(this.loader.loadAll(List.of())).isEmpty();
		assertThat(statements()).isZero();
	}

	@Test
	void compositeIdsAreLoadedWithOneQueryPerChunk() {
		List<OrderKey> keys = new ArrayList<>();
		for (int i = 0; i < 15; i++) {
			ByEmbedded entity = new ByEmbedded();
			entity.id = new OrderKey("shop", i);
			keys.add(entity.id);
			this.unit.persist(entity);
		}
		EntityMapping<ByEmbedded, OrderKey> mapping = this.unit.mapping(ByEmbedded.class);
		this.unit.statistics().clear();

		assertThat(loader(mapping, 10).loadAll(keys)).containsOnlyKeys(keys);

		assertThat(statements()).isEqualTo(2);
	}

	@Test
	void rowIsLoadedByAttribute() {
		assertThat(this.loader.loadBy("sku", "p3").id()).isEqualTo(3L);
		assertThat(this.loader.loadBy("sku", "P3")).isNull();
		assertThat(this.loader.loadBy("sku", "")).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> this.loader.loadBy("nope", "p3"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.loader.loadBy("sku", 3));
	}

	@Test
	void rowsAreLoadedByAttributeInChunks() {
		List<String> skus = LongStream.range(0, 30).mapToObj((id) -> "p" + id).toList();

		Map<Object, EntityState> states = this.loader.loadAllBy("sku", skus);

		assertThat(states).hasSize(25).doesNotContainKey("p0");
		assertThat(states.get("p7").id()).isEqualTo(7L);
		this.unit.statistics().clear();
		loader(this.unit.<Category, Long>mapping(Category.class), 10).loadAllBy("code",
				LongStream.range(0, 15).mapToObj(Long::toString).toList());
		assertThat(statements()).isEqualTo(2);
	}

	@Test
	void associationIsAKeyByItsIdAndByItsTarget() {
		this.unit.inTransaction((entityManager) -> entityManager.find(Product.class, 5L).showcase = entityManager
			.find(Category.class, 1L));
		Category target = new Category(1, "only", null);

		assertThat(this.loader.loadBy("showcase", 1L).id()).isEqualTo(5L);
		assertThat(this.loader.loadBy("showcase", target).id()).isEqualTo(5L);
		assertThat(this.loader.loadAllBy("showcase", List.of(target, 2L))).containsOnlyKeys(target);
	}

	@Test
	void attributeThatIsNotUniqueIsReported() {
		assertThatExceptionOfType(NonUniqueResultException.class).isThrownBy(() -> this.loader.loadBy("shelf", 0))
			.withMessageContaining("shelf");
		assertThatExceptionOfType(NonUniqueResultException.class)
			.isThrownBy(() -> this.loader.loadAllBy("shelf", List.of(0)));
	}

	@Test
	void loadInsideATransactionLeavesItsPersistenceContextAlone() {
		this.unit.transactions().executeWithoutResult((status) -> {
			EntityManager current = this.unit.current();
			Product managed = current.find(Product.class, 1L);
			managed.name = "not flushed";
			long flushes = this.unit.statistics().getFlushCount();

			EntityState same = this.loader.load(1L);
			EntityState other = this.loader.load(2L);
			this.loader.loadAll(List.of(3L, 4L));
			this.loader.loadBy("sku", "p5");

			assertThat(this.products.attribute(same, "name")).isEqualTo("name of p1");
			assertThat(other).isNotNull();
			assertThat(this.unit.statistics().getFlushCount()).isEqualTo(flushes);
			assertThat(this.unit.statistics().getEntityUpdateCount()).isZero();
			assertThat(current.isOpen()).isTrue();
			assertThat(current.unwrap(Session.class).getStatistics().getEntityKeys())
				.noneMatch((key) -> key.toString().contains("Product#2"))
				.noneMatch((key) -> key.toString().contains("Product#5"));
			assertThat(current.contains(managed)).isTrue();
		});

		assertThat(this.products.attribute(this.loader.load(1L), "name")).isEqualTo("not flushed");
	}

	@Test
	void loadInsideATransactionUsesItsConnection() {
		this.unit.transactions().executeWithoutResult((status) -> {
			this.unit.current().find(Product.class, 1L).name = "flushed";
			this.unit.current().flush();

			assertThat(this.products.attribute(this.loader.load(1L), "name")).isEqualTo("flushed");

			status.setRollbackOnly();
		});

		assertThat(this.products.attribute(this.loader.load(1L), "name")).isEqualTo("name of p1");
	}

	@Test
	void loadOnAnotherThreadDoesNotSeeTheTransaction() {
		this.unit.transactions().executeWithoutResult((status) -> {
			this.unit.current().find(Product.class, 1L).name = "flushed";
			this.unit.current().flush();

			EntityState elsewhere = java.util.concurrent.CompletableFuture.supplyAsync(() -> this.loader.load(1L))
				.join();

			assertThat(this.products.attribute(elsewhere, "name")).isEqualTo("name of p1");
			status.setRollbackOnly();
		});
	}

	@Test
	void manyLoadsInsideATransactionLeaveNothingBehindInIt() {
		this.unit.transactions().executeWithoutResult((status) -> {
			this.unit.current().find(Product.class, 1L);
			for (int i = 0; i < 100; i++) {
				this.loader.load(2L);
			}
			assertThat(this.unit.statistics().getSessionOpenCount() - this.unit.statistics().getSessionCloseCount())
				.isEqualTo(1);
		});
	}

	@Test
	void failedLoadDoesNotEndTheTransaction() {
		this.unit.transactions().executeWithoutResult((status) -> {
			Product managed = this.unit.current().find(Product.class, 1L);
			assertThatIllegalArgumentException().isThrownBy(() -> this.loader.loadBy("sku", 3));
			managed.name = "changed";
		});

		assertThat(this.products.attribute(this.loader.load(1L), "name")).isEqualTo("changed");
	}

	@Test
	void secondLevelOfHibernateIsNotAsked() {
		assertThat(this.loader.load(1L)).isNotNull();
		assertThat(this.unit.statistics().getSecondLevelCacheHitCount()).isZero();
		assertThat(this.unit.factory().unwrap(SessionFactory.class).isOpen()).isTrue();
	}

	@Test
	void fillIsAllowedIfTheLoadSeesWhatWasCommittedLast() {
		assertThat(this.loader.conditions().permission()).isEqualTo(FillPermission.ALLOWED);
		assertThat(permission(Connection.TRANSACTION_READ_COMMITTED)).isEqualTo(FillPermission.ALLOWED);
		assertThat(this.unit.transactions().<FillPermission>execute((status) -> this.loader.conditions().permission()))
			.isEqualTo(FillPermission.ALLOWED);
	}

	@Test
	void fillIsRefusedIfTheLoadMaySeeAnythingElse() {
		assertThat(permission(Connection.TRANSACTION_READ_UNCOMMITTED)).isEqualTo(FillPermission.REFUSED);
		assertThat(permission(Connection.TRANSACTION_REPEATABLE_READ)).isEqualTo(FillPermission.REFUSED);
		assertThat(permission(Connection.TRANSACTION_SERIALIZABLE)).isEqualTo(FillPermission.REFUSED);
	}

	private FillPermission permission(int isolation) {
		return this.unit.transactions(isolation).execute((status) -> this.loader.conditions().permission());
	}

}
