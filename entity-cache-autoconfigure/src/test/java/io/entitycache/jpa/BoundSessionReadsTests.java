package io.entitycache.jpa;

import java.util.List;

import io.entitycache.jpa.Shop.Animal;
import io.entitycache.jpa.Shop.Cat;
import io.entitycache.jpa.Shop.Category;
import io.entitycache.jpa.Shop.Dog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundSessionReadsTests {

	private final TestPersistenceUnit unit = TestPersistenceUnit.h2(Shop.ENTITIES);

	private final EntityMapping<Category, Long> categories = this.unit.mapping(Category.class);

	private final BoundSessionReads<Category, Long> reads = new BoundSessionReads<>(this.unit.factory(),
			this.categories);

	@BeforeEach
	void start() {
		this.unit.clear();
		this.unit.persist(new Category(1, "one", null), new Category(2, "two", null));
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	private void inTransaction(Runnable work) {
		this.unit.transactions().executeWithoutResult((status) -> work.run());
	}

	@Test
	void nothingIsManagedWithoutATransaction() {
		assertThat(this.reads.manages(1L)).isFalse();
		assertThat(this.reads.managesAny()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> this.reads.read(1L));
	}

	@Test
	void loadedEntityIsManaged() {
		inTransaction(() -> {
			assertThat(this.reads.manages(1L)).isFalse();
			assertThat(this.reads.managesAny()).isFalse();

			this.unit.current().find(Category.class, 1L);

			assertThat(this.reads.manages(1L)).isTrue();
			assertThat(this.reads.manages(2L)).isFalse();
			assertThat(this.reads.managesAny()).isTrue();
		});
	}

	@Test
	void newAndRemovedEntitiesAreManaged() {
		inTransaction(() -> {
			this.unit.current().persist(new Category(3, "three", null));
			this.unit.current().remove(this.unit.current().getReference(Category.class, 1L));

			assertThat(this.reads.manages(3L)).isTrue();
			assertThat(this.reads.manages(1L)).isTrue();
			assertThat(this.reads.managesAny()).isTrue();
		});
	}

	@Test
	void entitiesOfTheHierarchyCountAsInstances() {
		EntityMapping<Cat, Long> cats = this.unit.mapping(Cat.class);
		Dog dog = new Dog();
		dog.id = 1L;

		inTransaction(() -> {
			this.unit.current().persist(dog);

			assertThat(new BoundSessionReads<>(this.unit.factory(), cats).managesAny()).isTrue();
			assertThat(new BoundSessionReads<Animal, Long>(this.unit.factory(), this.unit.mapping(Animal.class))
				.manages(1L)).isTrue();
			assertThat(this.reads.managesAny()).isFalse();
		});
	}

	@Test
	void readSeesWhatTheTransactionHasNotFlushed() {
		inTransaction(() -> {
			this.unit.current().find(Category.class, 1L).name = "changed";
			this.unit.current().persist(new Category(3, "three", null));

			assertThat(this.categories.attribute(this.reads.read(1L), "name")).isEqualTo("changed");
			assertThat(this.reads.read(3L)).isNotNull();
			assertThat(this.reads.readAll(List.of(1L, 2L, 3L, 4L))).containsOnlyKeys(1L, 2L, 3L);
		});
	}

	@Test
	void whatTheTransactionRemovedIsNotThere() {
		inTransaction(() -> {
			this.unit.current().remove(this.unit.current().find(Category.class, 1L));

			assertThat(this.reads.read(1L)).isNull();
			assertThat(this.reads.readBy("code", "one")).isNull();
			assertThat(this.reads.readAll(List.of(1L, 2L))).containsOnlyKeys(2L);
		});
	}

	@Test
	void readByAttributeSeesTheNewValueOnly() {
		inTransaction(() -> {
			this.unit.current().find(Category.class, 1L).name = "changed";

			assertThat(this.reads.readBy("name", "changed").id()).isEqualTo(1L);
			assertThat(this.reads.readBy("name", "name of one")).isNull();
			assertThat(this.reads.readAllBy("name", List.of("changed", "name of one", "name of two")))
				.containsOnlyKeys("changed", "name of two");
		});
	}

	@Test
	void sessionThatIsBoundWithoutATransactionDoesNotCount() {
		org.springframework.orm.jpa.EntityManagerHolder holder = new org.springframework.orm.jpa.EntityManagerHolder(
				this.unit.factory().createEntityManager());
		org.springframework.transaction.support.TransactionSynchronizationManager.bindResource(this.unit.factory(),
				holder);
		try {
			holder.getEntityManager().find(Category.class, 1L);

			assertThat(this.reads.manages(1L)).isFalse();
		}
		finally {
			org.springframework.transaction.support.TransactionSynchronizationManager
				.unbindResource(this.unit.factory());
			holder.getEntityManager().close();
		}
	}

}
