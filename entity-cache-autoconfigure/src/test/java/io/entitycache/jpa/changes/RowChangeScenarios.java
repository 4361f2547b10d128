package io.entitycache.jpa.changes;

import java.util.List;
import java.util.Set;

import io.entitycache.Invalidation;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.jpa.WatchedEntity;
import io.entitycache.jpa.changes.Shop.Account;
import io.entitycache.jpa.changes.Shop.Album;
import io.entitycache.jpa.changes.Shop.Basket;
import io.entitycache.jpa.changes.Shop.Car;
import io.entitycache.jpa.changes.Shop.Category;
import io.entitycache.jpa.changes.Shop.Coupon;
import io.entitycache.jpa.changes.Shop.Document;
import io.entitycache.jpa.changes.Shop.Folder;
import io.entitycache.jpa.changes.Shop.Label;
import io.entitycache.jpa.changes.Shop.Line;
import io.entitycache.jpa.changes.Shop.Note;
import io.entitycache.jpa.changes.Shop.Photo;
import io.entitycache.jpa.changes.Shop.Product;
import io.entitycache.jpa.changes.Shop.Shelf;
import io.entitycache.jpa.changes.Shop.Truck;
import io.entitycache.jpa.changes.Shop.Voucher;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.entitycache.jpa.changes.ShopDatabase.key;
import static io.entitycache.jpa.changes.ShopDatabase.newId;
import static io.entitycache.jpa.changes.ShopDatabase.stale;
import static org.assertj.core.api.Assertions.assertThat;

/** What changes of single rows make stale; the same on every database. */
abstract class RowChangeScenarios {

	private final ShopDatabase shop = database();

	private final RecordingHandler handler = this.shop.handler;

	private final long id = newId();

	abstract ShopDatabase database();

	@BeforeEach
	void watch() {
		this.shop.watch();
		this.handler.clear();
	}

	@Test
	void insertedRowIsPreparedBeforeTheCommitAndCommittedAfterIt() {
		this.shop.run((em) -> em.persist(new Product(this.id, "s" + this.id)));

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(stale(Set.of(key("product", this.id), key("product.sku", "s" + this.id)), Set.of("product")));
		assertThat(this.handler.prepared).isEqualTo(this.handler.committed);
	}

	@Test
	void changedRowIsStaleByIdAndByKeyAttribute() {
		givenProduct("a");

		this.shop.run((em) -> em.find(Product.class, this.id).name = "new");

		assertCommitted(stale(Set.of(key("product", this.id), key("product.sku", "a" + this.id)), Set.of("product")));
	}

	@Test
	void unchangedRowIsNotStale() {
		givenProduct("a");

		this.shop.run((em) -> em.find(Product.class, this.id).sku = "a" + this.id);

		assertThat(this.handler.log).containsExactly("database commit");
	}

	@Test
	void oldAndNewValuesOfAChangedKeyAttributeAreStale() {
		givenProduct("a");

		this.shop.run((em) -> em.find(Product.class, this.id).sku = "b" + this.id);

		assertCommitted(stale(
				Set.of(key("product", this.id), key("product.sku", "a" + this.id), key("product.sku", "b" + this.id)),
				Set.of("product")));
	}

	@Test
	void everyValueOfAKeyAttributeBetweenTwoFlushesIsStale() {
		givenProduct("a");

		this.shop.run((em) -> {
			Product product = em.find(Product.class, this.id);
			product.sku = "b" + this.id;
			em.flush();
			product.sku = "c" + this.id;
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(stale(Set.of(key("product", this.id), key("product.sku", "a" + this.id),
				key("product.sku", "b" + this.id), key("product.sku", "c" + this.id)), Set.of("product")));
	}

	@Test
	void mergedRowIsStaleByItsOldKeyAttributeToo() {
		givenProduct("a");
		Product detached = new Product(this.id, "b" + this.id);

		this.shop.run((em) -> em.merge(detached));

		assertCommitted(stale(
				Set.of(key("product", this.id), key("product.sku", "a" + this.id), key("product.sku", "b" + this.id)),
				Set.of("product")));
	}

	@Test
	void removedRowIsStaleByItsLastKeyAttribute() {
		givenProduct("a");

		this.shop.run((em) -> em.remove(em.find(Product.class, this.id)));

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.keys()).containsExactlyInAnyOrder(key("product", this.id),
					key("product.sku", "a" + this.id)))
			.satisfies((stale) -> assertThat(stale.regions()).isEmpty());
	}

	@Test
	void rowThatIsInsertedAndRemovedInOneTransactionIsStale() {
		this.shop.run((em) -> {
			Product product = new Product(this.id, "a" + this.id);
			em.persist(product);
			em.flush();
			em.remove(product);
		});

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.keys()).containsExactlyInAnyOrder(key("product", this.id),
					key("product.sku", "a" + this.id)));
	}

	@Test
	void generatedIdIsKnown() {
		Account account = new Account();

		this.shop.run((em) -> em.persist(account));

		assertCommitted(stale(Set.of(key("account", String.valueOf(account.id))), Set.of("account")));
	}

	@Test
	void cascadedRowsAreStale() {
		long line = newId();

		this.shop.run((em) -> {
			Basket basket = new Basket(this.id);
			basket.add(line);
			em.persist(basket);
		});

		assertCommitted(stale(Set.of(key("basket", this.id), key("line", line)), Set.of("basket", "line")));
	}

	@Test
	void orphanIsStaleAndTheOwnersRowIsNot() {
		long line = newId();
		this.shop.given((em) -> {
			Basket basket = new Basket(this.id);
			basket.add(line);
			em.persist(basket);
		});

		this.shop.run((em) -> em.find(Basket.class, this.id).lines.clear());

		assertCommitted(stale(Set.of(key("line", line)), Set.of("line")));
	}

	@Test
	void rowAddedToAnInverseCollectionLeavesTheOwnersRowAlone() {
		this.shop.given((em) -> em.persist(new Basket(this.id)));
		long line = newId();

		this.shop.run((em) -> em.persist(em.find(Basket.class, this.id).add(line)));

		assertCommitted(stale(Set.of(key("line", line)), Set.of("line")));
	}

	@Test
	void ownerOfAChangedElementCollectionIsStale() {
		givenProduct("a");

		this.shop.run((em) -> em.find(Product.class, this.id).tags.add("red"));

		assertCommitted(stale(Set.of(key("product", this.id)), Set.of("product_tags")));
	}

	@Test
	void ownerOfAReplacedElementCollectionIsStale() {
		givenProduct("a");
		this.shop.given((em) -> em.find(Product.class, this.id).tags.add("red"));

		this.shop.run((em) -> em.find(Product.class, this.id).tags = Set.of());

		assertCommitted(stale(Set.of(key("product", this.id), key("product.sku", "a" + this.id)),
				Set.of("product", "product_tags")));
	}

	@Test
	void versionedOwnerOfAChangedElementCollectionIsStale() {
		Account account = new Account();
		this.shop.given((em) -> em.persist(account));

		this.shop.run((em) -> em.find(Account.class, account.id).cards.add("gold"));

		assertCommitted(stale(Set.of(key("account", String.valueOf(account.id))), Set.of("account", "account_cards")));
	}

	@Test
	void changedJoinTableLeavesTheOwnersRowAlone() {
		givenProduct("a");
		long label = newId();
		this.shop.given((em) -> em.persist(new Label(label)));

		this.shop.run((em) -> em.find(Product.class, this.id).labels.add(em.getReference(Label.class, label)));

		assertCommitted(stale(Set.of(), Set.of("product_label")));
	}

	@Test
	void softDeletedRowIsStale() {
		Voucher voucher = new Voucher();
		voucher.id = this.id;
		voucher.code = "v" + this.id;
		this.shop.given((em) -> em.persist(voucher));

		this.shop.run((em) -> em.remove(em.find(Voucher.class, this.id)));

		assertCommitted(stale(Set.of(key("voucher", this.id), key("voucher.code", "v" + this.id)), Set.of("voucher")));
	}

	@Test
	void rowWhoseDeletionIsAnUpdateIsStale() {
		Coupon coupon = new Coupon();
		coupon.id = this.id;
		coupon.code = "c" + this.id;
		this.shop.given((em) -> em.persist(coupon));

		this.shop.run((em) -> em.remove(em.find(Coupon.class, this.id)));

		assertCommitted(stale(Set.of(key("coupon", this.id), key("coupon.code", "c" + this.id)), Set.of("coupon")));
	}

	@Test
	void rowIsStaleInEveryRegionOfItsHierarchy() {
		this.shop.run((em) -> em.persist(new Car(this.id, "p" + this.id)));

		assertCommitted(stale(Set.of(key("vehicle", this.id), key("vehicle.plate", "p" + this.id), key("car", this.id)),
				Set.of("vehicle", "car")));
	}

	@Test
	void tablesOfTheHierarchyThatTheDatabaseDeletesFromAreTheRowsOwn() {
		this.shop.given((em) -> em.persist(new Truck(this.id, "p" + this.id)));

		this.shop.run((em) -> em.remove(em.find(Truck.class, this.id)));

		assertCommitted(stale(Set.of(key("vehicle", this.id), key("vehicle.plate", "p" + this.id), key("car", this.id)),
				Set.of("vehicle", "truck")));
	}

	@Test
	void rowOfTwoTablesIsStale() {
		Shelf shelf = new Shelf();
		shelf.id = this.id;
		shelf.detail = "oak";
		this.shop.given((em) -> em.persist(shelf));

		this.shop.run((em) -> em.find(Shelf.class, this.id).detail = "elm");

		assertCommitted(stale(Set.of(key("shelf", this.id)), Set.of("shelf", "shelf_detail")));
	}

	@Test
	void rowsThatTheDatabaseDeletesOrChangesAreStale() {
		this.shop.given((em) -> {
			Folder folder = new Folder(this.id);
			folder.readers.add("me");
			em.persist(folder);
			em.persist(new Document(newId(), folder));
		});

		this.shop.run((em) -> em.remove(em.find(Folder.class, this.id)));

		// Documents are deleted, and pages of theirs updated, without any event.
		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.keys()).containsExactly(key("folder", this.id)))
			.satisfies((stale) -> assertThat(stale.regions()).containsExactlyInAnyOrder("document", "page"))
			.satisfies((stale) -> assertThat(stale.tables()).contains("folder", "document", "page"));
	}

	@Test
	void changedRowIsNotTakenForADeletedOne() {
		this.shop.given((em) -> em.persist(new Folder(this.id)));

		this.shop.run((em) -> em.find(Folder.class, this.id).readers.add("you"));

		assertCommitted(stale(Set.of(key("folder", this.id)), Set.of("folder_readers")));
	}

	@Test
	void changeOfAnEntityThatIsNotCachedTellsItsTable() {
		this.shop.run((em) -> em.persist(new Note(this.id)));

		assertCommitted(stale(Set.of(), Set.of("note")));
	}

	@Test
	void nothingIsToldIfNothingIsCached() {
		this.shop.changes.watch(this.shop.entityManagerFactory, WatchedEntities.NONE, this.handler);

		this.shop.run((em) -> em.persist(new Product(this.id, "s" + this.id)));

		assertThat(this.handler.log).containsExactly("database commit");
	}

	@Test
	void otherEntityOnTheSameTableIsStaleAsAWhole() {
		WatchedEntity view = new WatchedEntity("io.entitycache.jpa.changes.Shop$ProductView", "view", Object::toString,
				List.of(), Set.of("product"));
		this.shop.changes.watch(this.shop.entityManagerFactory, new WatchedEntities(List.of(view)), this.handler);

		this.shop.run((em) -> em.persist(new Product(this.id, "s" + this.id)));

		assertCommitted(new Invalidation(Set.of(), Set.of("view"), Set.of("product")));
	}

	@Test
	void keyThatHasNoTextMakesItsRegionStale() {
		WatchedEntity product = new WatchedEntity("io.entitycache.jpa.changes.Shop$Product", "product", (key) -> {
			throw new IllegalArgumentException("no text");
		}, List.of(), Set.of("product"));
		this.shop.changes.watch(this.shop.entityManagerFactory, new WatchedEntities(List.of(product)), this.handler);

		this.shop.run((em) -> em.persist(new Product(this.id, "s" + this.id)));

		assertCommitted(new Invalidation(Set.of(), Set.of("product"), Set.of("product")));
	}

	@Test
	void statelessSessionInATransactionTellsNewValues() {
		givenProduct("a");

		sessionFactory().inStatelessTransaction((session) -> {
			Product product = session.get(Product.class, this.id);
			product.sku = "b" + this.id;
			session.update(product);
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(stale(Set.of(key("product", this.id), key("product.sku", "b" + this.id)),
				Set.of("product", "product_tags", "product_label")));
	}

	@Test
	void statelessSessionWithoutATransactionTellsAtOnce() {
		sessionFactory().inStatelessSession((session) -> {
			session.insert(new Note(this.id));
			assertThat(this.handler.log).containsExactly("committed");
			session.upsert(new Note(this.id));
			session.delete(new Note(this.id));
		});

		assertThat(this.handler.log).containsExactly("committed", "committed", "committed");
		assertThat(this.handler.committed).containsOnly(stale(Set.of(), Set.of("note")));
	}

	@Test
	void statelessSessionDeletesAndUpserts() {
		sessionFactory().inStatelessTransaction((session) -> session.upsert(new Car(this.id, "p" + this.id)));
		sessionFactory().inStatelessTransaction((session) -> session.delete(new Car(this.id, "p" + this.id)));

		assertThat(this.handler.committed).hasSize(2).allSatisfy((stale) -> {
			assertThat(stale.keys()).contains(key("vehicle", this.id), key("car", this.id));
			assertThat(stale.tables()).containsExactlyInAnyOrder("vehicle", "car");
		});
	}

	@Test
	void lineChangedByItselfLeavesItsBasketAlone() {
		this.shop.given((em) -> {
			Basket basket = new Basket(this.id);
			basket.add(this.id);
			em.persist(basket);
		});

		this.shop.run((em) -> em.find(Line.class, this.id).quantity = 5);

		assertCommitted(stale(Set.of(key("line", this.id)), Set.of("line")));
	}

	@Test
	void elementsThatDoNotKnowTheirOwnerStayAsTheyAreWhenItsCollectionChanges() {
		Album album = new Album();
		album.id = this.id;
		Photo photo = new Photo();
		photo.id = this.id;
		this.shop.given((em) -> {
			em.persist(album);
			em.persist(photo);
		});

		this.shop.run((em) -> em.find(Album.class, this.id).photos.add(em.find(Photo.class, this.id)));

		assertCommitted(stale(Set.of(), Set.of("photo")));
	}

	@Test
	void elementsThatKnowTheirOwnerAreStaleWhenItsCollectionChanges() {
		long child = newId();
		this.shop.given((em) -> {
			em.persist(category(this.id));
			em.persist(category(child));
		});

		this.shop.run((em) -> em.find(Category.class, this.id).children.add(em.find(Category.class, child)));

		assertCommitted(new Invalidation(Set.of(), Set.of("category"), Set.of("category")));
	}

	private static Category category(long id) {
		Category category = new Category();
		category.id = id;
		return category;
	}

	private void givenProduct(String sku) {
		this.shop.given((em) -> em.persist(new Product(this.id, sku + this.id)));
	}

	private SessionFactory sessionFactory() {
		return this.shop.entityManagerFactory.unwrap(SessionFactory.class);
	}

	private void assertCommitted(Invalidation expected) {
		assertThat(this.handler.committed).containsExactly(expected);
	}

}
