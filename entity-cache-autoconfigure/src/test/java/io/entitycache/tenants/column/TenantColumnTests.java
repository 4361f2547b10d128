package io.entitycache.tenants.column;

import io.entitycache.EntityCache;
import io.entitycache.tenants.Tenant;
import io.entitycache.tenants.TenantNode;
import io.entitycache.testsupport.PostgresTestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of tenants whose rows are in one table. */
class TenantColumnTests {

	private static final TenantNode NODE = new TenantNode(Contracts.class,
			PostgresTestServer.shared().createDatabase("tenant_column"), "tenant-column",
			"spring.jpa.hibernate.ddl-auto=create", "entity-cache.caches.contract.ttl=1h");

	private final EntityCache<Contract, Long> contracts = NODE.cache(Contract.class);

	@AfterAll
	static void stop() {
		NODE.close();
	}

	@Test
	void rowOfOneTenantIsAbsentForTheOther() {
		NODE.commit("a", (em) -> em.persist(new Contract(1, "ours")));

		assertThat(Tenant.as("a", () -> this.contracts.findById(1L))).map(Contract::title).contains("ours");
		assertThat(Tenant.as("b", () -> this.contracts.findById(1L))).isEmpty();
		assertThat(Tenant.as("a", () -> this.contracts.findById(1L))).isPresent();
	}

	@Test
	void tenantOfAllReadsFromTheDatabase() {
		NODE.commit("a", (em) -> em.persist(new Contract(2, "ours")));
		long size = this.contracts.size();

		assertThat(Tenant.as(Tenant.ROOT, () -> this.contracts.findById(2L))).isPresent();

		assertThat(this.contracts.size()).isEqualTo(size);
		assertThat(Tenant.as("b", () -> this.contracts.findById(2L))).isEmpty();
	}

	@Test
	void changeByTheTenantOfAllIsSeenByTheOwner() {
		NODE.commit("a", (em) -> em.persist(new Contract(3, "ours")));
		assertThat(Tenant.as("a", () -> this.contracts.findById(3L))).isPresent();

		NODE.commit(Tenant.ROOT, (em) -> em.find(Contract.class, 3L).title = "changed");

		assertThat(Tenant.as("a", () -> this.contracts.findById(3L))).map(Contract::title).contains("changed");
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Contracts {

	}

}
