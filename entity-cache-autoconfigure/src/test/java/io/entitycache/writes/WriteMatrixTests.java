package io.entitycache.writes;

import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.writes.Warehouse.Basket;
import io.entitycache.writes.Warehouse.Car;
import io.entitycache.writes.Warehouse.Coupon;
import io.entitycache.writes.Warehouse.Document;
import io.entitycache.writes.Warehouse.Folder;
import io.entitycache.writes.Warehouse.Line;
import io.entitycache.writes.Warehouse.Shelf;
import io.entitycache.writes.Warehouse.Voucher;
import io.entitycache.writes.Warehouse.Ware;
import io.entitycache.writes.Warehouse.WareRepository;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.criteria.CriteriaUpdate;
import jakarta.persistence.criteria.Root;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One test for each way to write a row: the next read has what was written. The row and
 * its neighbour are cached before; where one row is written, the neighbour stays cached.
 */
class WriteMatrixTests {

	private static final WarehouseNode NODE = new WarehouseNode("entity-cache.jdbc.watch=true");

	private final EntityCache<Ware, Long> wares = NODE.cache(Ware.class);

	private final long id = WarehouseNode.newId();

	private final long neighbour = WarehouseNode.newId();

	private boolean oneRow;

	@BeforeEach
	void cacheTwoWares() {
		NODE.commit((em) -> {
			em.persist(ware(this.id));
			em.persist(ware(this.neighbour));
		});
		assertThat(this.wares.findById(this.id)).isPresent();
		assertThat(this.wares.findById(this.neighbour)).isPresent();
	}

	@AfterEach
	void neighbourStays() {
		if (this.oneRow) {
			assertThat(this.wares.contains(this.neighbour)).isTrue();
		}
	}

	@AfterAll
	static void stop() {
		NODE.close();
	}

	@Test
	void persist() {
		long fresh = WarehouseNode.newId();
		assertThat(this.wares.findById(fresh)).isEmpty();
		assertThat(this.wares.findBy("name", "n" + fresh)).isEmpty();

		oneRow((em) -> em.persist(ware(fresh)));

		assertThat(this.wares.findById(fresh)).isPresent();
		assertThat(this.wares.findBy("name", "n" + fresh)).isPresent();
	}

	@Test
	void changedEntity() {
		oneRow((em) -> em.find(Ware.class, this.id).name = changed());

		assertChanged();
	}

	@Test
	void twoFlushesOfOneEntity() {
		oneRow((em) -> {
			em.find(Ware.class, this.id).name = "first" + this.id;
			em.flush();
			em.find(Ware.class, this.id).name = changed();
		});

		assertChanged();
	}

	@Test
	void mergeOfADetachedEntity() {
		Ware detached = this.wares.findById(this.id).orElseThrow();
		detached.name = changed();

		oneRow((em) -> em.merge(detached));

		assertChanged();
	}

	@Test
	void remove() {
		oneRow((em) -> em.remove(em.find(Ware.class, this.id)));

		assertThat(this.wares.findById(this.id)).isEmpty();
		assertThat(this.wares.findBy("name", "n" + this.id)).isEmpty();
	}

	@Test
	void softDelete() {
		givenCached(Voucher.class, this.id, voucher(this.id));

		oneRow((em) -> em.remove(em.find(Voucher.class, this.id)));

		assertGone(Voucher.class, this.id);
	}

	@Test
	void deleteByOwnSql() {
		Coupon coupon = new Coupon();
		coupon.id = this.id;
		givenCached(Coupon.class, this.id, coupon);

		oneRow((em) -> em.remove(em.find(Coupon.class, this.id)));

		assertGone(Coupon.class, this.id);
	}

	@Test
	void elementCollection() {
		oneRow((em) -> em.find(Ware.class, this.id).tags.add("new"));

		assertThat(this.wares.findById(this.id).orElseThrow().tags).contains("new");
	}

	@Test
	void inverseCollection() {
		givenBasket();

		oneRow((em) -> em.find(Basket.class, this.id).lines.get(0).quantity = 7);

		assertThat(NODE.cache(Line.class).findById(this.id).orElseThrow().quantity).isEqualTo(7);
	}

	@Test
	void emptyCollectionOfANewEntity() {
		long fresh = WarehouseNode.newId();

		oneRow((em) -> em.persist(ware(fresh)));

		assertThat(this.wares.findById(fresh).orElseThrow().tags).isEmpty();
	}

	@Test
	void cascadedRemoval() {
		givenBasket();

		oneRow((em) -> em.remove(em.find(Basket.class, this.id)));

		assertGone(Line.class, this.id);
	}

	@Test
	void orphanRemoval() {
		givenBasket();

		oneRow((em) -> em.find(Basket.class, this.id).lines.clear());

		assertGone(Line.class, this.id);
	}

	@Test
	void pessimisticForceIncrement() {
		int version = this.wares.findById(this.id).orElseThrow().version;

		NODE.commit((em) -> em.find(Ware.class, this.id, LockModeType.PESSIMISTIC_FORCE_INCREMENT));

		assertThat(this.wares.findById(this.id).orElseThrow().version).isEqualTo(version + 1);
	}

	@Test
	void optimisticForceIncrement() {
		int version = this.wares.findById(this.id).orElseThrow().version;

		NODE.commit((em) -> em.find(Ware.class, this.id, LockModeType.OPTIMISTIC_FORCE_INCREMENT));

		assertThat(this.wares.findById(this.id).orElseThrow().version).isEqualTo(version + 1);
	}

	@Test
	void childrenThatTheDatabaseDeletes() {
		givenDocument();

		oneRow((em) -> em.remove(em.find(Folder.class, this.id)));

		assertGone(Document.class, this.id);
	}

	@Test
	void childrenThatTheDatabaseDeletesAfterABulkDelete() {
		givenDocument();

		update("delete from Folder f where f.id = " + this.id);

		assertGone(Document.class, this.id);
	}

	@Test
	void bulkUpdate() {
		update("update Ware w set w.name = '" + changed() + "' where w.id = " + this.id);

		assertChanged();
	}

	@Test
	void criteriaUpdate() {
		NODE.commit((em) -> {
			CriteriaUpdate<Ware> update = em.getCriteriaBuilder().createCriteriaUpdate(Ware.class);
			Root<Ware> ware = update.from(Ware.class);
			update.set("name", changed());
			em.createQuery(update.where(em.getCriteriaBuilder().equal(ware.get("id"), this.id))).executeUpdate();
		});

		assertChanged();
	}

	@Test
	void modifyingQueryOfARepository() {
		NODE.bean(WareRepository.class).rename(this.id);

		assertThat(this.wares.findById(this.id)).map(Ware::name).contains("xn" + this.id);
	}

	@Test
	void insertSelect() {
		long fresh = WarehouseNode.newId();
		assertThat(NODE.cache(Shelf.class).findById(fresh)).isEmpty();

		update("insert into Shelf (id, name) select " + fresh + ", w.name from Ware w where w.id = " + this.id);

		assertThat(NODE.cache(Shelf.class).findById(fresh)).isPresent();
		assertThat(this.wares.contains(this.id)).isTrue();
	}

	@Test
	void bulkDeleteOfAnEntityWithAnElementCollection() {
		update("delete from Ware w where w.id = " + this.id);

		assertThat(this.wares.findById(this.id)).isEmpty();
	}

	@Test
	void bulkUpdateOfAJoinedHierarchy() {
		Car car = new Car();
		car.id = this.id;
		givenCached(Car.class, this.id, car);

		update("update Car c set c.plate = 'x', c.doors = 3 where c.id = " + this.id);

		Car read = NODE.cache(Car.class).findById(this.id).orElseThrow();
		assertThat(read.doors).isEqualTo(3);
		assertThat(read.plate).isEqualTo("x");
	}

	@Test
	void bulkUpdateOfTheRootOfAJoinedHierarchy() {
		Car car = new Car();
		car.id = this.id;
		givenCached(Car.class, this.id, car);

		update("update Vehicle v set v.plate = 'x' where v.id = " + this.id);

		assertThat(NODE.cache(Car.class).findById(this.id).orElseThrow().plate).isEqualTo("x");
	}

	@Test
	void bulkUpdateOfASecondaryTable() {
		Shelf shelf = new Shelf();
		shelf.id = this.id;
		shelf.detail = "old";
		givenCached(Shelf.class, this.id, shelf);

		update("update Shelf s set s.detail = 'new' where s.id = " + this.id);

		assertThat(NODE.cache(Shelf.class).findById(this.id).orElseThrow().detail).isEqualTo("new");
	}

	@Test
	void nativeStatementWithQuerySpace() {
		givenCached(Voucher.class, this.id, voucher(this.id));

		NODE.commit((em) -> em.createNativeQuery(opaque())
			.unwrap(NativeQuery.class)
			.addSynchronizedEntityClass(Ware.class)
			.executeUpdate());

		assertChanged();
		assertThat(NODE.cache(Voucher.class).contains(this.id)).isTrue();
	}

	@Test
	void nativeStatementWithoutQuerySpace() {
		NODE.commit((em) -> em.createNativeQuery(sql()).executeUpdate());

		assertChanged();
	}

	@Test
	void nativeStatementThatNobodyUnderstands() {
		givenCached(Voucher.class, this.id, voucher(this.id));

		NODE.commit((em) -> em.createNativeQuery(opaque()).executeUpdate());

		assertChanged();
		assertThat(NODE.cache(Voucher.class).contains(this.id)).isFalse();
	}

	@Test
	void statelessInsert() {
		long fresh = WarehouseNode.newId();
		assertThat(this.wares.findById(fresh)).isEmpty();

		NODE.sessionFactory().inStatelessTransaction((session) -> session.insert(ware(fresh)));

		assertThat(this.wares.findById(fresh)).isPresent();
	}

	@Test
	void statelessUpdate() {
		NODE.sessionFactory().inStatelessTransaction((session) -> {
			Ware ware = session.get(Ware.class, this.id);
			ware.name = changed();
			session.update(ware);
		});

		assertChanged();
	}

	@Test
	void statelessDelete() {
		NODE.sessionFactory().inStatelessTransaction((session) -> session.delete(session.get(Ware.class, this.id)));

		assertThat(this.wares.findById(this.id)).isEmpty();
	}

	@Test
	void statelessUpsert() {
		Line line = new Line();
		line.id = this.id;
		givenCached(Line.class, this.id, line);
		line.quantity = 9;

		NODE.sessionFactory().inStatelessTransaction((session) -> session.upsert(line));

		assertThat(NODE.cache(Line.class).findById(this.id).orElseThrow().quantity).isEqualTo(9);
	}

	@Test
	void statelessBulkUpdate() {
		NODE.sessionFactory()
			.inStatelessTransaction((session) -> session
				.createMutationQuery("update Ware w set w.name = '" + changed() + "' where w.id = " + this.id)
				.executeUpdate());

		assertChanged();
	}

	@Test
	void jdbcTemplateWithoutATransaction() {
		NODE.jdbc().update(sql());

		assertChanged();
	}

	@Test
	void jdbcTemplateInATransaction() {
		NODE.commit((em) -> {
			NODE.jdbc().update(sql());
			assertThat(this.wares.findById(this.id)).map(Ware::name).contains(changed());
		});

		assertChanged();
	}

	@Test
	void batchOfAJdbcTemplate() {
		NODE.jdbc()
			.batchUpdate("update ware set name = ? where id = ?",
					List.<Object[]>of(new Object[] { changed(), this.id }));

		assertChanged();
	}

	@Test
	void workOnTheConnectionOfASession() {
		NODE.commit((em) -> em.unwrap(Session.class).doWork((connection) -> {
			try (Statement statement = connection.createStatement()) {
				statement.executeUpdate(sql());
			}
		}));

		assertChanged();
	}

	@Test
	void jdbcTemplateThatIsNotWatchedLeavesTheOldValue() {
		// Control: what is documented for the default.
		try (WarehouseNode unwatched = new WarehouseNode("entity-cache.caches.line.ttl=2h")) {
			EntityCache<Ware, Long> cache = unwatched.cache(Ware.class);
			assertThat(cache.findById(this.id)).isPresent();

			unwatched.jdbc().update(sql());

			assertThat(cache.findById(this.id)).map(Ware::name).contains("n" + this.id);
			unwatched.caches().invalidate(Ware.class, this.id);
			assertThat(cache.findById(this.id)).map(Ware::name).contains(changed());
		}
	}

	private void oneRow(Consumer<EntityManager> work) {
		this.oneRow = true;
		NODE.commit(work);
	}

	private static void update(String query) {
		NODE.commit((em) -> em.createQuery(query).executeUpdate());
	}

	private String changed() {
		return "changed" + this.id;
	}

	private String sql() {
		return "update ware set name = '" + changed() + "' where id = " + this.id;
	}

	private String opaque() {
		return "do 'begin " + sql().replace("'", "''") + "; end'";
	}

	private void assertChanged() {
		assertThat(this.wares.findById(this.id)).map(Ware::name).contains(changed());
		assertThat(this.wares.findBy("name", changed())).isPresent();
		assertThat(this.wares.findBy("name", "n" + this.id)).isEmpty();
	}

	private static <T> void givenCached(Class<T> type, long id, T entity) {
		NODE.commit((em) -> em.persist(entity));
		assertThat(NODE.cache(type).findById(id)).isPresent();
		assertThat(NODE.cache(type).contains(id)).isTrue();
	}

	private static <T> void assertGone(Class<T> type, long id) {
		assertThat(NODE.cache(type).findById(id)).isEmpty();
	}

	private void givenBasket() {
		Basket basket = new Basket();
		basket.id = this.id;
		Line line = new Line();
		line.id = this.id;
		line.basket = basket;
		basket.lines.add(line);
		NODE.commit((em) -> em.persist(basket));
		assertThat(NODE.cache(Line.class).findById(this.id)).isPresent();
	}

	private void givenDocument() {
		Folder folder = new Folder();
		folder.id = this.id;
		Document document = new Document();
		document.id = this.id;
		document.folder = folder;
		NODE.commit((em) -> {
			em.persist(folder);
			em.persist(document);
		});
		assertThat(NODE.cache(Document.class).findById(this.id)).isPresent();
	}

	private static Ware ware(long id) {
		Ware ware = new Ware();
		ware.id = id;
		ware.name = "n" + id;
		return ware;
	}

	private static Voucher voucher(long id) {
		Voucher voucher = new Voucher();
		voucher.id = id;
		return voucher;
	}

}
