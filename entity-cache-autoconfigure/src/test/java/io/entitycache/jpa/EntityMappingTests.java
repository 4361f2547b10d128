package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;

import io.entitycache.jpa.Shop.Animal;
import io.entitycache.jpa.Shop.CardPayment;
import io.entitycache.jpa.Shop.CashPayment;
import io.entitycache.jpa.Shop.Cat;
import io.entitycache.jpa.Shop.Category;
import io.entitycache.jpa.Shop.Circle;
import io.entitycache.jpa.Shop.Dog;
import io.entitycache.jpa.Shop.Label;
import io.entitycache.jpa.Shop.Payment;
import io.entitycache.jpa.Shop.Product;
import io.entitycache.jpa.Shop.Review;
import io.entitycache.jpa.Shop.Shape;
import io.entitycache.jpa.Shop.Square;
import org.hibernate.Hibernate;
import org.hibernate.LazyInitializationException;
import org.hibernate.proxy.HibernateProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityMappingTests {

	private final TestPersistenceUnit unit = TestPersistenceUnit.h2(Shop.ENTITIES);

	private EntityMapping<Product, Long> products;

	private Category root;

	private Category child;

	@BeforeEach
	void start() {
		this.unit.clear();
		this.products = this.unit.mapping(Product.class);
		this.root = new Category(1, "root", null);
		this.child = new Category(2, "child", this.root);
		Product product = new Product(1, "p1", this.child).filled();
		Label label = new Label();
		label.name = "new";
		product.labels.add(label);
		product.showcase = this.root;
		this.unit.persist(this.root, this.child, label, product);
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	private EntityState state() {
		return this.unit.state(Product.class, 1L);
	}

	private Product copy() {
		return this.products.materialize(this.products.stateCodec().decode(this.products.stateCodec().encode(state())));
	}

	@Test
	void valuesThatTheirTypeLetsAnyoneChangeAreNotShared() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.h2(Sample.class)) {
			unit.persist(Sample.full(1));
			EntityMapping<Sample, Long> mapping = unit.mapping(Sample.class);
			EntityState state = unit.state(Sample.class, 1L);
			Sample changed = mapping.materialize(state);

			changed.zone.setRawOffset(7);
			changed.bits.clear();

			assertThat(mapping.materialize(state).zone).isEqualTo(TimeZone.getTimeZone("Europe/Berlin"));
			assertThat(mapping.materialize(state).bits).isEqualTo(Sample.full(1).bits);
		}
	}

	@Test
	void addressOfAHostIsNotAskedForAsAKey() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.h2(Sample.class)) {
			assertThat(unit.mapping(Sample.class).attributeNames()).contains("monthDay")
				.doesNotContain("url", "zone", "bits");
		}
	}

	@Test
	void textThatNamesAClassRunsNoCodeOfIt() {
		TextForm classes = StandardText.of(Class.class);

		assertThat(classes.parse(Untouched.class.getName())).isEqualTo(Untouched.class);
		assertThat(INITIALIZED).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> classes.parse("no.such.Name"));
	}

	private static final List<String> INITIALIZED = new ArrayList<>();

	/** Says so when it is initialized. */
	static final class Untouched {

		static {
			INITIALIZED.add("Untouched");
		}

		private Untouched() {
		}

	}

	@Test
	void associationsToOneAreReferencesThatCarryTheId() {
		for (Product copy : List.of(copy(), this.products.materialize(state()))) {
			assertThat(copy.category).isInstanceOf(HibernateProxy.class);
			assertThat(Hibernate.isInitialized(copy.category)).isFalse();
			assertThat(HibernateProxy.extractLazyInitializer(copy.category).getInternalIdentifier()).isEqualTo(2L);
			assertThat(HibernateProxy.extractLazyInitializer(copy.showcase).getInternalIdentifier()).isEqualTo(1L);
			assertThatExceptionOfType(LazyInitializationException.class).isThrownBy(copy.category::getName);
		}
	}

	@Test
	void nullAssociationStaysNull() {
		EntityMapping<Category, Long> categories = this.unit.mapping(Category.class);

		assertThat(categories.materialize(this.unit.state(Category.class, 1L)).parent).isNull();
	}

	@Test
	void associationsToManyAreAsUninitializedAsThoseOfAnyDetachedEntity() {
		Product copy = copy();

		assertThat(Hibernate.isInitialized(copy.reviews)).isFalse();
		assertThat(Hibernate.isInitialized(copy.labels)).isFalse();
		assertThat(Hibernate.isInitialized(copy.parts)).isFalse();
		assertThatExceptionOfType(LazyInitializationException.class).isThrownBy(() -> copy.reviews.size())
			.withMessageContaining("reviews");
	}

	@Test
	void elementCollectionsComeBackLoaded() {
		Product copy = copy();

		assertThat(copy.tags).containsExactlyInAnyOrder("a", "b");
		assertThat(copy.steps).containsExactly("1", "2", "1");
		assertThat(copy.stock).containsOnlyKeys("north", "south").containsEntry("south", 2);
		assertThat(copy.synonyms).containsExactly("x", "y");
		assertThat(copy.variants.keySet()).containsExactly("t", "s");
		assertThat(copy.sizes).extracting((size) -> size.unit).containsExactly("cm", "in");
		assertThat(HibernateProxy.extractLazyInitializer(copy.sizes.get(1).origin).getInternalIdentifier())
			.isEqualTo(2L);
	}

	@Test
	void changingACopyChangesNobodyElse() {
		EntityState state = state();
		Product first = this.products.materialize(state);

		first.name = "changed";
		first.tags.add("changed");
		first.steps.set(0, "changed");
		first.sizes.get(0).unit = "changed";
		first.stock.clear();
		first.synonyms.clear();
		first.variants.get("s").unit = "changed";

		assertThat(state).isEqualTo(state());
		Product second = this.products.materialize(state);
		assertThat(second.name).isEqualTo("name of p1");
		assertThat(second.tags).doesNotContain("changed");
		assertThat(second.steps).doesNotContain("changed");
		assertThat(second.sizes.get(0).unit).isEqualTo("cm");
		assertThat(second.stock).hasSize(2);
		assertThat(second.variants.get("s").unit).isEqualTo("s");
	}

	@Test
	void changingTheLoadedEntityChangesNoState() {
		EntityState state = this.unit.call((entityManager) -> {
			Product managed = entityManager.find(Product.class, 1L);
			EntityState taken = this.products.stateOf(managed);
			managed.sizes.get(0).unit = "changed";
			managed.tags.clear();
			entityManager.clear();
			return taken;
		});

		assertThat(state).isEqualTo(state());
	}

	@Test
	void mergeOfAnEditedCopyUpdatesTheBasicsAndKeepsEverythingElse() {
		Product copy = copy();
		copy.name = "edited";
		copy.description = "edited too";

		this.unit.inTransaction((entityManager) -> entityManager.merge(copy));

		this.unit.inTransaction((entityManager) -> {
			Product merged = entityManager.find(Product.class, 1L);
			assertThat(merged.name).isEqualTo("edited");
			assertThat(merged.description).isEqualTo("edited too");
			assertThat(merged.version).isEqualTo(1);
			assertThat(merged.category).isSameAs(entityManager.find(Category.class, 2L));
			assertThat(merged.category.name).isEqualTo("name of child");
			assertThat(merged.reviews).extracting((review) -> review.text).containsExactlyInAnyOrder("good", "bad");
			assertThat(merged.labels).hasSize(1);
			assertThat(merged.parts).hasSize(1);
			assertThat(merged.steps).containsExactly("1", "2", "1");
			assertThat(merged.stock).hasSize(2);
			assertThat(merged.sizes).hasSize(2);
		});
	}

	// Hibernate itself rewrites the maps of a detached entity.
	@Test
	void mergeOfAnUnchangedCopyWritesNoMoreThanThatOfADetachedEntity() {
		Product detached = this.unit.call((entityManager) -> {
			Product product = entityManager.find(Product.class, 1L);
			this.products.stateOf(product);
			return product;
		});
		Product copy = copy();

		assertThat(writesOfMerging(copy)).isEqualTo(1);
		detached.version = 1;
		assertThat(writesOfMerging(detached)).isEqualTo(1);
	}

	@Test
	void mergeOfAnUnchangedCopyWithoutMapsWritesNothing() {
		Dog dog = new Dog();
		dog.id = 1L;
		dog.tricks.addAll(List.of("sit", "roll"));
		this.unit.persist(dog);

		EntityMapping<Dog, Long> dogs = this.unit.mapping(Dog.class);

		assertThat(writesOfMerging(dogs.materialize(this.unit.state(Dog.class, 1L)))).isZero();
		assertThat(this.unit.statistics().getCollectionUpdateCount()).isZero();
		assertThat(this.unit.statistics().getCollectionRecreateCount()).isZero();
	}

	private long writesOfMerging(Object entity) {
		this.unit.statistics().clear();
		this.unit.inTransaction((entityManager) -> entityManager.merge(entity));
		return this.unit.statistics().getEntityUpdateCount();
	}

	@Test
	void mergeWritesChangedElementCollections() {
		Product copy = copy();
		copy.tags.add("c");
		copy.steps.remove(0);
		copy.stock.put("west", 3);

		this.unit.inTransaction((entityManager) -> entityManager.merge(copy));

		Product merged = copy();
		assertThat(merged.tags).containsExactlyInAnyOrder("a", "b", "c");
		assertThat(merged.steps).containsExactly("2", "1");
		assertThat(merged.stock).containsEntry("west", 3).hasSize(3);
	}

	@Test
	void mergeOfAStaleCopyIsRefused() {
		Product copy = copy();
		this.unit.inTransaction((entityManager) -> entityManager.find(Product.class, 1L).name = "newer");
		copy.name = "stale";

		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> this.unit.inTransaction((entityManager) -> entityManager.merge(copy)))
			.havingRootCause()
			.withMessageContaining("another transaction");
	}

	@Test
	void loadCallbacksRunOnCopies() {
		assertThat(copy().loaded).isTrue();
	}

	@Test
	void referenceOfACopyCanBeUsedAsAssociation() {
		Product copy = copy();

		this.unit.inTransaction((entityManager) -> {
			Review review = new Review(entityManager.merge(copy), "third");
			entityManager.persist(review);
			Category sibling = new Category(3, "sibling", copy.category);
			entityManager.persist(sibling);
		});

		this.unit.inTransaction((entityManager) -> assertThat(
				HibernateProxy.extractLazyInitializer(entityManager.find(Category.class, 3L).parent)
					.getInternalIdentifier())
			.isEqualTo(2L));
	}

	@Test
	void managedProxyAndPlainEntityHaveTheSameState() {
		this.unit.inTransaction((entityManager) -> {
			Product proxy = entityManager.getReference(Product.class, 1L);
			assertThat(this.products.stateOf(proxy)).isEqualTo(state());
		});
	}

	@Test
	void subclassesComeBackAsThemselves() {
		CardPayment card = new CardPayment();
		card.id = 1L;
		card.card = "4711";
		card.amount = 5;
		CashPayment cash = new CashPayment();
		cash.id = 2L;
		cash.coins = 3;
		cash.author = "me";
		Dog dog = new Dog();
		dog.id = 1L;
		dog.name = "Rex";
		dog.barks = true;
		dog.tricks.add("sit");
		Cat cat = new Cat();
		cat.id = 2L;
		cat.lives = 9;
		Animal animal = new Animal();
		animal.id = 3L;
		Circle circle = new Circle();
		circle.id = 1L;
		circle.radius = 1.5;
		Square square = new Square();
		square.id = 2L;
		square.color = "red";
		this.unit.persist(card, cash, dog, cat, animal, circle, square);

		assertComesBack(Payment.class, card, 1L);
		assertComesBack(Payment.class, cash, 2L);
		assertComesBack(Animal.class, dog, 1L);
		assertComesBack(Animal.class, cat, 2L);
		assertComesBack(Animal.class, animal, 3L);
		assertComesBack(Dog.class, dog, 1L);
		assertComesBack(Shape.class, circle, 1L);
		assertComesBack(Shape.class, square, 2L);
	}

	private <T> void assertComesBack(Class<T> type, T entity, long id) {
		EntityMapping<T, Long> mapping = this.unit.mapping(type);
		EntityState state = this.unit.state(type, id);
		T copy = mapping.materialize(mapping.stateCodec().decode(mapping.stateCodec().encode(state)));

		assertThat(copy).hasSameClassAs(entity).usingRecursiveComparison().ignoringCollectionOrder().isEqualTo(entity);
		assertThat(state.entityName())
			.isEqualTo(entity.getClass().getSimpleName().equals("") ? "" : Hibernate.getClass(entity).getName());
	}

	@Test
	void tablesAreThoseOfTheHierarchyAndItsElements() {
		assertThat(this.products.tables())
			.contains("products", "product_texts", "product_tags", "product_steps", "product_stock", "product_sizes",
					"product_synonyms", "product_variants")
			.doesNotContain("category", "review", "products_label", "product_label");
		assertThat(this.unit.mapping(Animal.class).tables()).contains("animal", "dog", "cat", "dog_tricks");
		assertThat(this.unit.mapping(Dog.class).tables()).contains("animal", "dog", "dog_tricks").doesNotContain("cat");
		assertThat(this.unit.mapping(Shape.class).tables()).contains("circle", "square");
		assertThat(this.unit.mapping(Payment.class).tables()).containsExactly("payment");
	}

	@Test
	void namesAreThoseOfThePersistenceUnit() {
		assertThat(this.products.entityName()).isEqualTo(Product.class.getName());
		assertThat(this.unit.mapping(Dog.class).rootEntityName()).isEqualTo(Animal.class.getName());
		assertThat(this.products.entityType()).isEqualTo(Product.class);
		assertThat(this.products.attributeNames()).contains("sku", "category", "name", "version")
			.doesNotContain("id", "reviews", "tags");
	}

	@Test
	void uniquenessIsReadFromTheMapping() {
		EntityMapping<Category, Long> categories = this.unit.mapping(Category.class);

		for (String attribute : List.of("sku", "barCode", "slug", "showcase")) {
			assertThat(this.products.isUnique(attribute)).as(attribute).isTrue();
		}
		for (String attribute : List.of("name", "shelf", "description", "category", "unknown")) {
			assertThat(this.products.isUnique(attribute)).as(attribute).isFalse();
		}
		assertThat(categories.isUnique("code")).isTrue();
		assertThat(categories.isUnique("name")).isFalse();
	}

	@Test
	void whatIsNotCachedIsSaid() {
		List<String> notCached = this.unit.aggregate(Product.class, false).notCached();

		assertThat(notCached).anyMatch((sentence) -> sentence.contains("'reviews'"))
			.anyMatch((sentence) -> sentence.contains("'labels'"))
			.anyMatch((sentence) -> sentence.contains("'category' (EAGER)"))
			.noneMatch((sentence) -> sentence.contains("'showcase'"))
			.noneMatch((sentence) -> sentence.contains("'tags'"));
		assertThat(this.unit.aggregate(Product.class, true).notCached())
			.noneMatch((sentence) -> sentence.contains("'category' (EAGER)"));
	}

	@Test
	void keyOfAnAssociationIsTheIdOfItsTarget() {
		assertThat(this.products.keyCodec("category").encode(2L)).isEqualTo("2");
		assertThat(this.products.keyCodec("category").encode(this.child)).isEqualTo("2");
		assertThat(this.products.keyCodec("category").encode(copy().category)).isEqualTo("2");
		assertThat(this.products.keyCodec("category").decode("2")).isEqualTo(2L);
		assertThat(this.products.attribute(state(), "category")).isEqualTo(2L);
		assertThatIllegalArgumentException().isThrownBy(() -> this.products.keyCodec("category").encode("2"));
	}

	@Test
	void unknownAttributeIsRefusedWithWhatExists() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.products.keyCodec("nope"))
			.withMessageContaining("nope")
			.withMessageContaining("sku");
		assertThatIllegalArgumentException().isThrownBy(() -> this.products.attribute(state(), "reviews"));
	}

	@Test
	void sharedInstanceIsMadeOnce() {
		EntityState state = state();
		AtomicInteger made = new AtomicInteger();

		Optional<Product> first = state.sharedInstance((same) -> made(made, same));
		Optional<Product> second = state.sharedInstance((same) -> made(made, same));

		assertThat(first).isPresent().isSameAs(second);
		assertThat(made).hasValue(1);
	}

	private Product made(AtomicInteger count, EntityState state) {
		count.incrementAndGet();
		return this.products.materialize(state);
	}

	@Test
	void whatIsNoEntityIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.unit.mapping(String.class));
		assertThatIllegalArgumentException().isThrownBy(() -> this.products.stateOf(this.root));
	}

}
