package io.entitycache.tenants.schema;

import java.util.List;
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

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests of two tenants with the same ids on two nodes. */
class SchemaPerTenantTests {

	private static final AtomicLong IDS = new AtomicLong();

	private static final PostgresDatabase DATABASE = database();

	private static final TenantNode ONE = node();

	private static final TenantNode TWO = node();

	private final long id = IDS.incrementAndGet();

	private final String number = "n" + this.id;

	private static PostgresDatabase database() {
		PostgresDatabase database = PostgresTestServer.shared().createDatabase("schema_per_tenant");
		JdbcTemplate jdbc = new JdbcTemplate(
				new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password()));
		for (String tenant : List.of("a", "b")) {
			jdbc.execute("create schema " + tenant);
			jdbc.execute("create table " + tenant
					+ ".invoice (id bigint primary key, number varchar(20) unique, owner varchar(20))");
		}
		return database;
	}

	private static TenantNode node() {
		return new TenantNode(Invoices.class, DATABASE, "schema-per-tenant", "spring.jpa.hibernate.ddl-auto=none",
				"entity-cache.caches.invoice.key-attributes=number");
	}

	@AfterAll
	static void stop() {
		ONE.close();
		TWO.close();
	}

	@Test
	void tenantsWithTheSameIdsSeeTheirOwnRowsOnEveryNode() {
		givenInvoices();

		// Twice, as the second answer comes from a cache.
		for (int i = 0; i < 2; i++) {
			for (TenantNode node : List.of(ONE, TWO)) {
				for (String tenant : List.of("a", "b")) {
					assertThat(owner(node, tenant)).isEqualTo(tenant);
					assertThat(ownerByNumber(node, tenant)).isEqualTo(tenant);
					assertThat(Tenant.as(tenant, () -> cache(node).findAllById(List.of(this.id)).get(this.id)).owner())
						.isEqualTo(tenant);
					assertThat(Tenant.as(tenant, () -> cache(node).findAllBy("number", List.of(this.number)))
						.get(this.number)
						.owner()).isEqualTo(tenant);
					assertThat(Tenant.as(tenant, () -> cache(node).findAll())).isNotEmpty()
						.allMatch((invoice) -> tenant.equals(invoice.owner()) || invoice.owner().endsWith(tenant));
				}
			}
		}
		assertThat(Tenant.as("a", () -> cache(ONE).contains(this.id))).isTrue();
	}

	@Test
	void changeOfOneTenantLeavesTheOthersEntryAlone() {
		givenInvoices();
		List.of(ONE, TWO).forEach((node) -> List.of("a", "b").forEach((tenant) -> owner(node, tenant)));

		ONE.commit("a", (em) -> em.find(Invoice.class, this.id).owner = "new a");
		TWO.awaitCaughtUp();

		for (TenantNode node : List.of(ONE, TWO)) {
			assertThat(Tenant.as("b", () -> cache(node).contains(this.id))).isTrue();
			assertThat(owner(node, "a")).isEqualTo("new a");
			assertThat(owner(node, "b")).isEqualTo("b");
		}
	}

	@Test
	void absenceForOneTenantIsNoneForTheOther() {
		assertThat(Tenant.as("a", () -> cache(ONE).findById(this.id))).isEmpty();
		assertThat(Tenant.as("a", () -> cache(ONE).findBy("number", this.number))).isEmpty();
		ONE.commit("b", (em) -> em.persist(new Invoice(this.id, this.number, "b")));

		assertThat(owner(ONE, "b")).isEqualTo("b");
		assertThat(Tenant.as("a", () -> cache(ONE).findBy("number", this.number))).isEmpty();
	}

	@Test
	void evictionIsTheTenantsOwn() {
		givenInvoices();
		List.of("a", "b").forEach((tenant) -> owner(TWO, tenant));

		Tenant.run("a", () -> cache(ONE).evict(this.id));
		TWO.awaitCaughtUp();

		assertThat(Tenant.as("a", () -> cache(TWO).contains(this.id))).isFalse();
		assertThat(Tenant.as("b", () -> cache(TWO).contains(this.id))).isTrue();
	}

	@Test
	void evictionOnNobodysBehalfIsEverybodys() {
		givenInvoices();
		List.of("a", "b").forEach((tenant) -> owner(TWO, tenant));

		Tenant.run(null, () -> cache(ONE).evict(this.id));
		TWO.awaitCaughtUp();

		assertThat(Tenant.as("a", () -> cache(TWO).contains(this.id))).isFalse();
		assertThat(Tenant.as("b", () -> cache(TWO).contains(this.id))).isFalse();
	}

	@Test
	void bulkChangeOfOneTenantIsSeen() {
		givenInvoices();
		owner(TWO, "a");

		ONE.commit("a", (em) -> em.createQuery("update Invoice i set i.owner = 'bulk a' where i.id = " + this.id)
			.executeUpdate());
		TWO.awaitCaughtUp();

		assertThat(owner(TWO, "a")).isEqualTo("bulk a");
		assertThat(owner(TWO, "b")).isEqualTo("b");
	}

	@Test
	void readInATransactionIsOfItsTenant() {
		givenInvoices();
		List.of("a", "b").forEach((tenant) -> owner(ONE, tenant));

		ONE.commit("b", (em) -> {
			em.find(Invoice.class, this.id).owner = "changed b";
			assertThat(cache(ONE).findById(this.id)).map(Invoice::owner).contains("changed b");
			// The session was opened for its tenant, whatever the thread does since.
			assertThat(Tenant.as("a", () -> cache(ONE).findBy("number", this.number))).map(Invoice::owner)
				.contains("changed b");
		});

		assertThat(owner(ONE, "a")).isEqualTo("a");
		assertThat(owner(ONE, "b")).isEqualTo("changed b");
	}

	@Test
	void nothingIsCachedWithoutATenant() {
		givenInvoices();
		owner(ONE, "a");
		long size = cache(ONE).size();

		// What the entity manager says as well.
		assertThatThrownBy(() -> Tenant.as(null, () -> cache(ONE).findById(this.id)))
			.hasStackTraceContaining("no tenant identifier specified");
		assertThat(Tenant.as(null, () -> cache(ONE).contains(this.id))).isFalse();
		assertThat(Tenant.as(null, () -> cache(ONE).findAll())).isEmpty();
		assertThat(cache(ONE).size()).isEqualTo(size);
	}

	private void givenInvoices() {
		for (String tenant : List.of("a", "b")) {
			ONE.commit(tenant, (em) -> em.persist(new Invoice(this.id, this.number, tenant)));
		}
		TWO.awaitCaughtUp();
	}

	private @Nullable String owner(TenantNode node, String tenant) {
		return Tenant.as(tenant, () -> cache(node).findById(this.id)).orElseThrow().owner();
	}

	private @Nullable String ownerByNumber(TenantNode node, String tenant) {
		return Tenant.as(tenant, () -> cache(node).findBy("number", this.number)).orElseThrow().owner();
	}

	private static EntityCache<Invoice, Long> cache(TenantNode node) {
		return node.cache(Invoice.class);
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Invoices {

		@Bean
		HibernatePropertiesCustomizer schemas(DataSource dataSource) {
			return (properties) -> properties.put("hibernate.multi_tenant_connection_provider",
					new Schemas(dataSource));
		}

	}

}
