package io.entitycache.jpa.changes;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.entitycache.Invalidation;
import io.entitycache.jpa.changes.Shop.Note;
import io.entitycache.jpa.changes.Shop.Product;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static io.entitycache.jpa.changes.ShopDatabase.key;
import static io.entitycache.jpa.changes.ShopDatabase.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What statements make stale that run past Hibernate on a watched data source. */
class JdbcStatementTests {

	private static final Invalidation PRODUCTS = new Invalidation(Set.of(), Set.of("product", "product.sku"),
			Set.of("product"));

	private static final String UPDATE = "update product set name = 'x' where id < 0";

	private final ShopDatabase shop = ShopDatabases.watchedPostgres();

	private final RecordingHandler handler = this.shop.handler;

	private final DataSource dataSource = this.shop.context.getBean(DataSource.class);

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	@BeforeEach
	void watch() {
		this.shop.watch();
		this.handler.clear();
	}

	@Test
	void statementWithoutATransactionIsPreparedAndCommitted() {
		this.jdbc.update("update product set name = ? where id < ?", "x", 0);

		assertThat(this.handler.log).containsExactly("prepare", "committed");
		assertCommitted(PRODUCTS);
	}

	@Test
	void statementInATransactionOfHibernateIsOneChangeWithItsRows() {
		long id = newId();

		this.shop.run((em) -> {
			this.jdbc.update(UPDATE);
			em.persist(new Note(id));
			this.jdbc.update("delete from basket where id = -1");
			assertThat(this.shop.changes.touchesRegion("product")).isTrue();
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(new Invalidation(Set.of(), Set.of("product", "product.sku", "basket"),
				Set.of("product", "basket", "note")));
	}

	@Test
	void rowsThatHibernateFlushesStayRows() {
		long id = newId();
		this.shop.given((em) -> em.persist(new Product(id, "s" + id)));

		this.shop.run((em) -> {
			this.jdbc.update("update shelf set name = 'x' where id < 0");
			em.find(Product.class, id).name = "changed";
		});

		assertThat(this.handler.committed).singleElement().satisfies((stale) -> {
			assertThat(stale.regions()).containsExactly("shelf");
			assertThat(stale.keys()).contains(key("product", id));
		});
	}

	@Test
	void rolledBackStatementIsForgotten() {
		assertThatThrownBy(() -> this.shop.run((em) -> {
			this.jdbc.update(UPDATE);
			throw new IllegalStateException("no");
		})).hasMessage("no");

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
	}

	@Test
	void workOnASessionsConnectionIsSeen() {
		this.shop.run((em) -> em.unwrap(Session.class).doWork(JdbcStatementTests::update));

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(PRODUCTS);
	}

	@Test
	void workOnASessionThatNobodyHasBoundIsSeen() {
		this.shop.entityManagerFactory.unwrap(SessionFactory.class)
			.inTransaction((session) -> session.doWork(JdbcStatementTests::update));

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertCommitted(PRODUCTS);
	}

	@Test
	void transactionOfJdbcAloneIsSeen() {
		new TransactionTemplate(new JdbcTransactionManager(this.dataSource)).executeWithoutResult((status) -> {
			this.jdbc.update(UPDATE);
			assertThat(this.shop.changes.touchesRegion("product")).isTrue();
			assertThat(this.shop.changes.touchesRegion("shelf")).isFalse();
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(this.shop.changes.touchesRegion("product")).isFalse();
		assertCommitted(PRODUCTS);
	}

	@Test
	void rollBackOfATransactionOfJdbcAloneIsSeen() {
		new TransactionTemplate(new JdbcTransactionManager(this.dataSource)).executeWithoutResult((status) -> {
			this.jdbc.update(UPDATE);
			status.setRollbackOnly();
		});

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
	}

	@Test
	void connectionOfItsOwnInsideATransactionEndsByItself() throws SQLException {
		try (Connection own = this.dataSource.getConnection()) {
			assertThatThrownBy(() -> this.shop.run((em) -> {
				commitOn(own);
				throw new IllegalStateException("the outer transaction");
			})).hasMessage("the outer transaction");
		}

		assertCommitted(PRODUCTS);
	}

	@Test
	void refusedPreparationFailsTheCommit() throws SQLException {
		this.handler.failure = new IllegalStateException("unreachable");
		try (Connection own = this.dataSource.getConnection()) {
			assertThatThrownBy(() -> commitOn(own)).hasMessage("unreachable");
			own.rollback();
			own.setAutoCommit(true);
		}

		assertThat(this.handler.log).containsExactly("prepare", "database rollback", "rolledBack");
	}

	@Test
	void commitThatNobodyAnsweredCountsAsCommitted() throws SQLException {
		try (Connection own = this.dataSource.getConnection()) {
			own.setAutoCommit(false);
			update(own);
			this.jdbc.queryForObject("select pg_terminate_backend(?)", Boolean.class,
					own.unwrap(PGConnection.class).getBackendPID());
			assertThatThrownBy(own::commit).isInstanceOf(SQLException.class);
		}

		assertThat(this.handler.log).startsWith("prepare").endsWith("committed").doesNotContain("rolledBack");
		assertCommitted(PRODUCTS);
	}

	@Test
	void endOfManualCommitsIsACommit() throws SQLException {
		try (Connection own = this.dataSource.getConnection()) {
			own.setAutoCommit(false);
			update(own);
			assertThat(this.handler.log).isEmpty();
			own.setAutoCommit(true);
			assertThat(this.handler.log).containsExactly("prepare", "committed");
		}
	}

	@Test
	void savepointThatIsRolledBackKeepsTheChange() throws SQLException {
		try (Connection own = this.dataSource.getConnection()) {
			own.setAutoCommit(false);
			Savepoint savepoint = own.setSavepoint();
			update(own);
			own.rollback(savepoint);
			own.commit();
			own.setAutoCommit(true);
		}

		assertCommitted(PRODUCTS);
	}

	@Test
	void commitByTextIsSeen() throws SQLException {
		try (Connection own = this.dataSource.getConnection(); Statement statement = own.createStatement()) {
			own.setAutoCommit(false);
			statement.executeUpdate(UPDATE);
			statement.execute("commit");
			assertCommitted(PRODUCTS);
			own.setAutoCommit(true);
		}
	}

	@Test
	void changeThatNobodyEndsCountsAsCommitted() throws SQLException {
		try (Connection own = this.dataSource.getConnection()) {
			own.setAutoCommit(false);
			update(own);
		}

		assertCommitted(PRODUCTS);
	}

	@Test
	void batchesAreSeen() {
		this.jdbc.batchUpdate("update product set name = ? where id < 0",
				List.of(new Object[] { "a" }, new Object[] { "b" }));
		this.jdbc.batchUpdate(UPDATE, "delete from line where id < 0");

		assertThat(this.handler.committed).containsExactly(PRODUCTS,
				new Invalidation(Set.of(), Set.of("product", "product.sku", "line"), Set.of("product", "line")));
	}

	@Test
	void callsMakeEverythingStale() {
		this.jdbc.execute("call touch_products()");
		this.jdbc.call((connection) -> connection.prepareCall("call touch_products()"), List.of());

		assertThat(this.handler.committed).hasSize(2)
			.allSatisfy((stale) -> assertThat(stale.regions()).isEqualTo(ShopDatabase.WATCHED.regions()));
	}

	@Test
	void statementThatNobodyUnderstandsMakesEverythingStale() {
		this.jdbc.execute("do $$ begin update product set name = 'secret' where id < 0; end $$");

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.regions()).isEqualTo(ShopDatabase.WATCHED.regions()));
	}

	@Test
	void writingCommonTableExpressionIsSeen() {
		this.jdbc.queryForList(
				"with changed as (update product set name = 'x' where id < 0 returning id) select * from changed");

		assertCommitted(PRODUCTS);
	}

	@Test
	void deleteMakesStaleWhatTheDatabaseDeletesToo() {
		this.jdbc.update("delete from folder where id < 0");

		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.regions()).containsExactlyInAnyOrder("folder", "document", "page"));
	}

	@Test
	void queriesAreNotTakenForChanges() {
		this.jdbc.queryForList("select id from product where name = 'update product set'");
		this.shop.run((em) -> this.jdbc.queryForList("select id from product for update"));
		this.jdbc.execute("set search_path to public");

		assertThat(this.handler.committed).isEmpty();
	}

	@Test
	void sameTextRunByHibernateAndThenByJdbcIsSeenBothTimes() {
		this.shop.run((em) -> {
			em.createNativeQuery(UPDATE).executeUpdate();
			em.flush();
		});
		this.jdbc.update(UPDATE);

		assertThat(this.handler.committed).containsExactly(PRODUCTS, PRODUCTS);
	}

	@Test
	void unwatchedDataSourceTellsNothing() {
		// Control: the same statement past the watched data source.
		new JdbcTemplate(this.shop.pool).update(UPDATE);

		assertThat(this.handler.log).isEmpty();
	}

	@Test
	void poolAndDriverAreFoundBehindTheProxies() throws SQLException {
		assertThat(this.dataSource.unwrap(HikariDataSource.class)).isSameAs(this.shop.pool);
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			assertThat(connection.isWrapperFor(org.postgresql.PGConnection.class)).isTrue();
			assertThat(connection.unwrap(org.postgresql.PGConnection.class).getBackendPID()).isPositive();
			assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
			assertThat(statement.getConnection()).isSameAs(connection)
				.isEqualTo(connection)
				.hasSameHashCodeAs(connection);
			assertThatThrownBy(() -> statement.execute("no statement")).isInstanceOf(SQLException.class);
		}
	}

	private static void commitOn(Connection connection) {
		try {
			connection.setAutoCommit(false);
			update(connection);
			connection.commit();
			connection.setAutoCommit(true);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void update(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeUpdate(UPDATE);
		}
	}

	private void assertCommitted(Invalidation expected) {
		assertThat(this.handler.committed).containsExactly(expected);
	}

}
