package io.entitycache.jpa.changes;

import java.util.Set;

import io.entitycache.Invalidation;
import io.entitycache.jpa.changes.Shop.Account;
import io.entitycache.jpa.changes.Shop.Basket;
import io.entitycache.jpa.changes.Shop.Car;
import io.entitycache.jpa.changes.Shop.Document;
import io.entitycache.jpa.changes.Shop.Line;
import io.entitycache.jpa.changes.Shop.Note;
import io.entitycache.jpa.changes.Shop.Product;
import jakarta.persistence.LockModeType;
import jakarta.persistence.criteria.CriteriaUpdate;
import org.hibernate.SessionFactory;
import org.hibernate.query.NativeQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.entitycache.jpa.changes.ShopDatabase.key;
import static io.entitycache.jpa.changes.ShopDatabase.newId;
import static org.assertj.core.api.Assertions.assertThat;

/** What statements that change many rows make stale; the same on every database. */
abstract class StatementChangeScenarios {

	private static final Invalidation PRODUCTS = stale(Set.of("product", "product.sku"), Set.of("product"));

	private final ShopDatabase shop = database();

	private final RecordingHandler handler = this.shop.handler;

	private final ShopRepository repository = this.shop.context.getBean(ShopRepository.class);

	abstract ShopDatabase database();

	/** A call of a procedure that the database has. */
	abstract String call();

	/** A statement that updates all products and returns their ids. */
	abstract String updateThatReturns();

	@BeforeEach
	void watch() {
		this.shop.watch();
		this.handler.clear();
	}

	@Test
	void bulkUpdateMakesTheRegionsOfItsTableStale() {
		update("update Product p set p.name = 'x'");

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(this.handler.prepared).containsExactly(PRODUCTS);
		assertCommitted(PRODUCTS);
	}

	@Test
	void bulkUpdateOfOneRowMakesTheRegionsOfItsTableStale() {
		this.shop.run((em) -> em.createQuery("update Product p set p.name = 'x' where p.id = :id")
			.setParameter("id", 1L)
			.executeUpdate());

		assertCommitted(PRODUCTS);
	}

	@Test
	void criteriaUpdateMakesTheRegionsOfItsTableStale() {
		this.shop.run((em) -> {
			CriteriaUpdate<Product> update = em.getCriteriaBuilder().createCriteriaUpdate(Product.class);
			update.from(Product.class);
			update.set("name", "x");
			em.createQuery(update).executeUpdate();
		});

		assertCommitted(PRODUCTS);
	}

	@Test
	void modifyingQueriesOfARepositoryMakeTheRegionsOfTheirTableStale() {
		this.repository.renameAll("x");
		this.repository.renameAllNatively("y");

		assertThat(this.handler.committed).containsExactly(PRODUCTS, PRODUCTS);
	}

	@Test
	void derivedAndBatchDeletesOfARepositoryAreSeen() {
		long id = newId();
		this.repository.save(new Product(id, "s" + id));
		this.handler.clear();

		this.repository.deleteAllByIdInBatch(Set.of(id));

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.regions()).contains("product", "product.sku"));
	}

	@Test
	void bulkDeleteTellsTheTablesOfItsCollectionsToo() {
		update("delete from Product p where p.id < 0");

		assertThat(this.handler.committed).singleElement().satisfies((stale) -> {
			assertThat(stale.regions()).containsExactlyInAnyOrder("product", "product.sku");
			assertThat(stale.tables()).contains("product", "product_tags");
		});
	}

	@Test
	void bulkDeleteMakesStaleWhatTheDatabaseDeletesToo() {
		update("delete from Folder f where f.id < 0");

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.regions()).containsExactlyInAnyOrder("folder", "document", "page"));
	}

	@Test
	void bulkUpdateIsNotTakenForADelete() {
		update("update Document d set d.folder = null where d.id < 0");

		assertCommitted(stale(Set.of("document"), Set.of("document")));
	}

	@Test
	void insertSelectLeavesItsSourceAlone() {
		update("insert into Note (id, text) select p.id, p.name from Product p where p.id < 0");

		assertCommitted(stale(Set.of(), Set.of("note")));
	}

	@Test
	void bulkUpdateOfSeveralTablesMakesTheHierarchyStale() {
		this.shop.given((em) -> em.persist(new Car(newId(), "p" + newId())));

		update("update Car c set c.plate = 'same', c.doors = 3 where c.id > 0");

		assertCommitted(stale(Set.of("vehicle", "vehicle.plate", "car"), Set.of("vehicle", "car")));
	}

	@Test
	void bulkDeleteOfAHierarchyMakesItStale() {
		this.shop.given((em) -> em.persist(new Car(newId(), "p" + newId())));

		update("delete from Vehicle v where v.id > 0");

		assertThat(this.handler.committed).singleElement().satisfies((stale) -> {
			assertThat(stale.regions()).containsExactlyInAnyOrder("vehicle", "vehicle.plate", "car");
			assertThat(stale.tables()).contains("vehicle", "car");
		});
	}

	@Test
	void bulkUpdateOfASecondaryTableMakesItsEntityStale() {
		update("update Shelf s set s.detail = 'elm' where s.id > 0");

		assertThat(this.handler.committed).singleElement().satisfies((stale) -> {
			assertThat(stale.regions()).containsExactly("shelf");
			assertThat(stale.tables()).contains("shelf_detail");
		});
	}

	@Test
	void temporaryTablesAreNotTold() {
		this.shop.given((em) -> em.persist(new Car(newId(), "p" + newId())));

		update("update Car c set c.plate = 'same', c.doors = 3 where c.id > 0");

		assertThat(this.handler.committed.get(0).tables()).noneMatch((table) -> table.startsWith("ht_"));
	}

	@Test
	void softDeleteInBulkIsSeen() {
		update("delete from Voucher v where v.id < 0");

		assertCommitted(stale(Set.of("voucher", "voucher.code"), Set.of("voucher")));
	}

	@Test
	void nativeUpdateMakesTheRegionsOfItsTableStale() {
		nativeUpdate("update product set name = 'it''s set in product' where id < 0");

		assertCommitted(PRODUCTS);
	}

	@Test
	void nativeUpdateOfACollectionTableMakesItsOwnerStale() {
		nativeUpdate("delete from product_tags where tags = 'none'");

		assertCommitted(stale(Set.of("product", "product.sku"), Set.of("product_tags")));
	}

	@Test
	void nativeUpdateOfATableNobodyCachesTellsTheTable() {
		nativeUpdate("update note set text = 'update product set name = 1' where id < 0");

		assertCommitted(stale(Set.of(), Set.of("note")));
	}

	@Test
	void nativeUpdateThatReturnsRowsIsSeen() {
		this.shop.run((em) -> em.createNativeQuery(updateThatReturns()).getResultList());

		assertCommitted(PRODUCTS);
	}

	@Test
	void nativeStatementThatNobodyUnderstandsMakesEverythingStale() {
		this.shop.run((em) -> em.createNativeQuery(call()).executeUpdate());

		assertThat(this.handler.committed).singleElement().satisfies((stale) -> {
			assertThat(stale.regions()).isEqualTo(ShopDatabase.WATCHED.regions());
			assertThat(stale.tables()).contains("product", "note", "car");
		});
	}

	@Test
	void statementThatNobodyUnderstandsMakesStaleWhatItDeclares() {
		this.shop.run((em) -> em.createNativeQuery(call())
			.unwrap(NativeQuery.class)
			.addSynchronizedEntityClass(Product.class)
			.executeUpdate());

		assertCommitted(PRODUCTS);
	}

	@Test
	void procedureCallMakesEverythingStale() {
		this.shop.run((em) -> em.createStoredProcedureQuery("touch_products").execute());

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.regions()).isEqualTo(ShopDatabase.WATCHED.regions()));
	}

	@Test
	void queriesAreNotTakenForChanges() {
		long id = newId();
		this.shop.given((em) -> em.persist(new Product(id, "s" + id)));

		this.shop.run((em) -> {
			em.createQuery("from Product p where p.name = 'update product set'").getResultList();
			em.createNativeQuery("select id from product where name = 'delete from product'").getResultList();
			em.createNativeQuery("select id from product for update").getResultList();
			em.find(Product.class, id, LockModeType.PESSIMISTIC_WRITE);
			em.createQuery("with c as (select q.id as pid from Product q) select x.pid from c x").getResultList();
		});

		assertThat(this.handler.log).containsExactly("database commit");
	}

	@Test
	void statelessBulkUpdateIsSeen() {
		sessionFactory().inStatelessTransaction(
				(session) -> session.createMutationQuery("update Product p set p.name = 'x'").executeUpdate());

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(PRODUCTS);
	}

	@Test
	void bulkUpdateAndRowsOfOneTransactionAreOneChange() {
		long id = newId();

		this.shop.run((em) -> {
			em.persist(new Product(id, "s" + id));
			em.persist(new Basket(id));
			em.createQuery("update Product p set p.name = 'x'").executeUpdate();
			em.persist(new Note(id));
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(new Invalidation(Set.of(key("basket", id)), Set.of("product", "product.sku"),
				Set.of("product", "basket", "note")));
	}

	@Test
	void forcedVersionIncrementAtOnceIsSeen() {
		long account = givenAccount();

		this.shop.run((em) -> em.find(Account.class, account, LockModeType.PESSIMISTIC_FORCE_INCREMENT));

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(stale(Set.of("account"), Set.of("account")));
	}

	@Test
	void forcedVersionIncrementBeforeTheCommitIsSeen() {
		long account = givenAccount();

		this.shop.run((em) -> em.find(Account.class, account, LockModeType.OPTIMISTIC_FORCE_INCREMENT));

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(stale(Set.of("account"), Set.of("account")));
	}

	@Test
	void forcedVersionIncrementOfACallbackIsPreparedWithTheRest() {
		long account = givenAccount();
		long id = newId();

		this.shop.run((em) -> {
			em.persist(new Note(id));
			em.flush();
			em.find(Account.class, account, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(this.handler.prepared).isEqualTo(this.handler.committed);
		assertCommitted(stale(Set.of("account"), Set.of("account", "note")));
	}

	@Test
	void versionedUpdateIsNotTakenForAForcedIncrement() {
		long account = givenAccount();

		this.shop.run((em) -> em.find(Account.class, account).cards.add("gold"));

		assertThat(this.handler.committed).singleElement().satisfies((stale) -> assertThat(stale.regions()).isEmpty());
	}

	@Test
	void changesOfAnotherFactoryOnTheSameTablesAreNotSeen() {
		// Control: what is registered with one factory does not see another.
		SessionFactory other = new org.hibernate.cfg.Configuration().addAnnotatedClass(Note.class)
			.addAnnotatedClass(Line.class)
			.addAnnotatedClass(Basket.class)
			.setProperty("hibernate.connection.url", this.shop.pool.getJdbcUrl())
			.setProperty("hibernate.connection.username", this.shop.pool.getUsername())
			.setProperty("hibernate.connection.password", this.shop.pool.getPassword())
			.buildSessionFactory();
		try (other) {
			other.inTransaction((session) -> session.createMutationQuery("delete from Note").executeUpdate());
			other.inTransaction((session) -> session.persist(new Note(newId())));
		}

		assertThat(this.handler.log).isEmpty();
	}

	private long givenAccount() {
		Account account = new Account();
		this.shop.given((em) -> em.persist(account));
		assertThat(account.id).isNotNull();
		return account.id;
	}

	private void update(String query) {
		this.shop.run((em) -> em.createQuery(query).executeUpdate());
	}

	private void nativeUpdate(String sql) {
		this.shop.run((em) -> em.createNativeQuery(sql).executeUpdate());
	}

	private SessionFactory sessionFactory() {
		return this.shop.entityManagerFactory.unwrap(SessionFactory.class);
	}

	private void assertCommitted(Invalidation expected) {
		assertThat(this.handler.committed).containsExactly(expected);
	}

	private static Invalidation stale(Set<String> regions, Set<String> tables) {
		return new Invalidation(Set.of(), regions, tables);
	}

}
