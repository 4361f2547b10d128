package io.entitycache.tenants.schema;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import io.entitycache.EntityCache;
import io.entitycache.tenants.Tenant;
import io.entitycache.tenants.TenantNode;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Associations of two tenants with the same ids on two nodes. */
class AssociationsPerTenantTests {

	private static final AtomicLong IDS = new AtomicLong();

	private static final PostgresDatabase DATABASE = database();

	private static final TenantNode ONE = node();

	private static final TenantNode TWO = node();

	private static final List<TenantNode> BOTH = List.of(ONE, TWO);

	private final long id = IDS.incrementAndGet();

	private static PostgresDatabase database() {
		PostgresDatabase database = PostgresTestServer.shared().createDatabase("associations_per_tenant");
		JdbcTemplate jdbc = new JdbcTemplate(
				new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
		for (String tenant : List.of("a", "b")) {
			jdbc.execute("create schema " + tenant);
			jdbc.execute("create table " + tenant + ".account (id bigint primary key)");
			jdbc.execute("create table " + tenant
					+ ".entry (id bigint primary key, text varchar(20), account_id bigint, closed_id bigint unique)");
		}
		return database;
	}

	private static TenantNode node(String... more) {
		String[] properties = new String[2 + more.length];
		properties[0] = "spring.jpa.hibernate.ddl-auto=none";
		properties[1] = "entity-cache.caches.account.ttl=1h";
		System.arraycopy(more, 0, properties, 2, more.length);
		return new TenantNode(Accounts.class, DATABASE, "associations-per-tenant", properties);
	}

	@AfterAll
	static void stop() {
		BOTH.forEach(TenantNode::close);
	}

	@Test
	void tenantsWithTheSameIdsSeeTheirOwnMembersOnEveryNode() {
		givenAccounts();

		// Twice, as the second answer comes from a cache.
		for (int i = 0; i < 2; i++) {
			assertTexts("a", "a1", "a2");
			assertTexts("b", "b1", "b2");
		}
		assertThat(Tenant.as("a", () -> cache(ONE).findAllById(List.of(this.id))).get(this.id).texts())
			.containsExactly("a1", "a2");
	}

	@Test
	void memberThatOneTenantGetsIsNotTheOthers() {
		givenAccounts();
		assertTexts("a", "a1", "a2");
		assertTexts("b", "b1", "b2");

		ONE.commit("a", (em) -> em.persist(new Entry(10 * this.id + 3, "a3", em.getReference(Account.class, this.id))));
		BOTH.forEach(TenantNode::awaitCaughtUp);

		for (TenantNode node : BOTH) {
			assertThat(Tenant.as("b", () -> cache(node).peek(this.id).isKnown())).isTrue();
		}
		assertTexts("a", "a1", "a2", "a3");
		assertTexts("b", "b1", "b2");
	}

	@Test
	void otherSideThatOneTenantGetsIsNotTheOthers() {
		givenAccounts();
		for (String tenant : List.of("a", "b")) {
			BOTH.forEach((node) -> assertThat(account(node, tenant).closingText()).isNull());
		}

		TWO.commit("b",
				(em) -> em.find(Entry.class, 10 * this.id + 2).closed = em.getReference(Account.class, this.id));
		BOTH.forEach(TenantNode::awaitCaughtUp);

		for (TenantNode node : BOTH) {
			assertThat(account(node, "a").closingText()).isNull();
			assertThat(account(node, "b").closingText()).isEqualTo("b2");
		}
	}

	@Test
	void statementOfOneTenantChangesItsOwnMembers() {
		givenAccounts();
		assertTexts("a", "a1", "a2");
		assertTexts("b", "b1", "b2");

		ONE.commit("a",
				(em) -> em.createQuery("delete from Entry e where e.id = " + (10 * this.id + 1)).executeUpdate());
		BOTH.forEach(TenantNode::awaitCaughtUp);

		assertTexts("a", "a2");
		assertTexts("b", "b1", "b2");
	}

	@Test
	void nothingIsCachedWithoutATenant() {
		givenAccounts();
		assertTexts("a", "a1", "a2");
		long size = cache(ONE).size();

		assertThatThrownBy(() -> Tenant.as(null, () -> cache(ONE).findById(this.id)))
			.hasStackTraceContaining("no tenant identifier specified");
		assertThat(Tenant.as(null, () -> cache(ONE).peek(this.id).isKnown())).isFalse();
		assertThat(cache(ONE).size()).isEqualTo(size);
	}

	@Test
	void transactionSeesTheMembersOfItsTenant() {
		givenAccounts();
		assertTexts("b", "b1", "b2");

		ONE.commit("b", (em) -> {
			em.find(Entry.class, 10 * this.id + 1).text = "changed";
			assertThat(cache(ONE).findById(this.id).orElseThrow().texts()).containsExactly("changed", "b2");
		});
		BOTH.forEach(TenantNode::awaitCaughtUp);

		assertTexts("a", "a1", "a2");
		assertTexts("b", "changed", "b2");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void settingsThatHaveNoEffectForTenantsAreToldOnce(CapturedOutput output) {
		try (TenantNode node = node("entity-cache.caches.account.refresh-after=1m",
				"entity-cache.caches.account.warm-up=last-used")) {
			assertThat(output.getOut().split("Entity cache 'account' has rows of several tenants", -1)).hasSize(2);
			assertThat(output).contains("these settings have no effect: [refresh-after, warm-up]");
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> Tenant.as("a", () -> cache(node).sync().join()))
				.withMessageContaining("tenants");
		}
	}

	private void givenAccounts() {
		for (String tenant : List.of("a", "b")) {
			ONE.commit(tenant, (em) -> {
				Account account = new Account(this.id);
				em.persist(account);
				em.persist(new Entry(10 * this.id + 1, tenant + '1', account));
				em.persist(new Entry(10 * this.id + 2, tenant + '2', account));
			});
		}
		BOTH.forEach(TenantNode::awaitCaughtUp);
	}

	private void assertTexts(String tenant, @Nullable String... texts) {
		for (TenantNode node : BOTH) {
			assertThat(account(node, tenant).texts()).containsExactly(texts);
		}
	}

	private Account account(TenantNode node, String tenant) {
		return Tenant.as(tenant, () -> cache(node).findById(this.id)).orElseThrow();
	}

	private static EntityCache<Account, Long> cache(TenantNode node) {
		return node.cache(Account.class);
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Accounts {

		@Bean
		HibernatePropertiesCustomizer schemas(DataSource dataSource) {
			return (properties) -> properties.put("hibernate.multi_tenant_connection_provider",
					new Schemas(dataSource));
		}

	}

}
