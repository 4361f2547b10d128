package io.entitycache.associations;

import java.time.Duration;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.fixtures.HookedLevel2;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.orchestrator.SharedServices;
import io.entitycache.testsupport.Announcements;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One process of the clinic. */
final class ClinicNode {

	private final ConfigurableApplicationContext context;

	private ClinicNode(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static ClinicNode start(String... properties) {
		ClinicNode node = new ClinicNode(
				new SpringApplicationBuilder(ClinicApplication.class).web(WebApplicationType.NONE)
					.logStartupInfo(false)
					.properties(properties)
					.run());
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> node.caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
		return node;
	}

	EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	<T> EntityCache<T, Long> cache(Class<T> type) {
		return caches().get(type, Long.class);
	}

	<T> T get(Class<T> type, long id) {
		return cache(type).findById(id).orElseThrow();
	}

	Owner owner(long id) {
		return get(Owner.class, id);
	}

	void commit(Consumer<EntityManager> work) {
		new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> work.accept(entityManager()));
	}

	private EntityManager entityManager() {
		return SharedEntityManagerCreator.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
	}

	/** As {@link #commit}, and rolls back. */
	void rollBack(Consumer<EntityManager> work) {
		new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> {
				work.accept(entityManager());
				entityManager().flush();
				status.setRollbackOnly();
			});
	}

	EntityManagerFactory entityManagerFactory() {
		return this.context.getBean(EntityManagerFactory.class);
	}

	RecordingObserver observer() {
		return this.context.getBean(RecordingObserver.class);
	}

	HookedLevel2 level2() {
		return (HookedLevel2) this.context.getBean(SharedServices.class).level2();
	}

	JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	/** Waits until it has applied what is announced so far. */
	void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
	}

}
