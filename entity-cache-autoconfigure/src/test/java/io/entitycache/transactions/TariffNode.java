package io.entitycache.transactions;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One process, whose transactions are of some isolation. */
final class TariffNode implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final EntityManagerFactory entityManagerFactory;

	private TariffNode(List<String> properties) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(properties.toArray(String[]::new))
			.run();
		this.entityManagerFactory = this.context.getBean(EntityManagerFactory.class);
	}

	/** Without a shared level, on an empty database in memory. */
	static TariffNode start(String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.jpa.hibernate.ddl-auto=create",
				"spring.main.banner-mode=off", "logging.level.root=warn",
				"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
				"entity-cache.caches.tariff.key-attributes=code"));
		all.addAll(List.of(properties));
		return new TariffNode(all);
	}

	EntityCache<Tariff, Long> tariffs() {
		return this.context.getBean(EntityCaches.class).get(Tariff.class, Long.class);
	}

	/** Runs in a transaction that commits. */
	void commit(Consumer<EntityManager> work) {
		transactions().executeWithoutResult((status) -> work.accept(entityManager()));
	}

	/** Runs in a transaction that only reads. */
	<R> R read(Supplier<R> work) {
		TransactionTemplate transactions = transactions();
		transactions.setReadOnly(true);
		return transactions.execute((status) -> work.get());
	}

	TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	/** The entity manager that is bound to the thread. */
	EntityManager entityManager() {
		return SharedEntityManagerCreator.createSharedEntityManager(this.entityManagerFactory);
	}

	/** Runs with one entity manager for all transactions, as in a web request. */
	<R> R inRequest(Supplier<R> work) {
		EntityManager request = this.entityManagerFactory.createEntityManager();
		TransactionSynchronizationManager.bindResource(this.entityManagerFactory, new EntityManagerHolder(request));
		try {
			return work.get();
		}
		finally {
			TransactionSynchronizationManager.unbindResource(this.entityManagerFactory);
			request.close();
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Application {

	}

}
