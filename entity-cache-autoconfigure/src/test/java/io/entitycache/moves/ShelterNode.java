package io.entitycache.moves;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.testsupport.Announcements;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process of the shelters. */
final class ShelterNode implements AutoCloseable {

	private static final AtomicLong IDS = new AtomicLong(1_000);

	private final ConfigurableApplicationContext context;

	private ShelterNode(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static ShelterNode start(Class<?> application, String... properties) {
		return new ShelterNode(new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn", "spring.jpa.open-in-view=false",
					"spring.datasource.hikari.maximum-pool-size=6", "entity-cache.jdbc.watch=true",
					"entity-cache.caches.shelter.include=dogs,cats,birds,owls,fish,goats,hares",
					"entity-cache.caches.helper.include=shifts,tours,drives,meals",
					"entity-cache.caches.owl.on-write=update", "entity-cache.caches.cat.on-write=update")
			.properties(properties)
			.run());
	}

	static long newId() {
		return IDS.incrementAndGet();
	}

	ShelterNode awaitConnected() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
		return this;
	}

	/** Waits until it has applied what is announced so far. */
	void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
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

	List<String> facts() {
		return this.context.getBean(RecordingObserver.class).facts();
	}

	JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	EntityManagerFactory entityManagerFactory() {
		return this.context.getBean(EntityManagerFactory.class);
	}

	void commit(Consumer<EntityManager> work) {
		transactions().executeWithoutResult((status) -> work.accept(entityManager()));
	}

	TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	EntityManager entityManager() {
		return SharedEntityManagerCreator.createSharedEntityManager(entityManagerFactory());
	}

	/** Commits on another thread, while the transaction of this one goes on. */
	void commitMeanwhile(Consumer<EntityManager> work) {
		meanwhile(() -> {
			commit(work);
			return true;
		});
	}

	/** What another thread gets, while the transaction of this one goes on. */
	static <R> R meanwhile(Supplier<R> work) {
		return CompletableFuture.supplyAsync(work).join();
	}

	@Override
	public void close() {
		this.context.close();
	}

	interface ShelterRepository extends JpaRepository<Shelter, Long> {

	}

	interface DogRepository extends JpaRepository<Shelter.Dog, Long> {

	}

	interface CatRepository extends JpaRepository<Shelter.Cat, Long> {

	}

	interface BirdRepository extends JpaRepository<Shelter.Bird, Long> {

	}

	interface OwlRepository extends JpaRepository<Shelter.Owl, Long> {

	}

	interface FishRepository extends JpaRepository<Shelter.Fish, Long> {

	}

	interface GoatRepository extends JpaRepository<Shelter.Goat, Long> {

	}

	interface HareRepository extends JpaRepository<Shelter.Hare, Long> {

	}

	interface HelperRepository extends JpaRepository<Shelter.Helper, Long> {

	}

	/** What both have. */
	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@EnableJpaRepositories(considerNestedRepositories = true)
	static class Shelters {

		@Bean
		RecordingObserver recordingObserver() {
			return new RecordingObserver();
		}

	}

	/** On level 1 alone. */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Alone extends Shelters {

	}

	/** On Redis. */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Shared extends Shelters {

	}

}
