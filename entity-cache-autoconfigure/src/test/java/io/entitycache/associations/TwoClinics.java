package io.entitycache.associations;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.entitycache.testsupport.CommandCounts;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;
import jakarta.persistence.EntityManager;

/**
 * Two processes of the clinic on one database and one Redis, started once and left to all
 * tests, each of which uses rows of its own.
 */
final class TwoClinics {

	private static final String NAMESPACE = "two-clinics";

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("two_clinics");

	private static final RedisTestServer REDIS = RedisTestServers.shared();

	private static final TwoClinics SHARED = new TwoClinics();

	private final AtomicLong ids = new AtomicLong(1_000);

	private final ClinicNode one = ClinicNode.start(properties("create"));

	private final ClinicNode two = ClinicNode.start(properties("none"));

	private TwoClinics() {
	}

	/** The nodes, with nothing cached. */
	static TwoClinics shared() {
		SHARED.both().forEach((node) -> {
			node.level2().afterRead(() -> {
			});
			node.level2().beforeFill(() -> {
			});
		});
		SHARED.one.caches().clear();
		SHARED.awaitCaughtUp();
		SHARED.both().forEach((node) -> node.observer().facts().clear());
		return SHARED;
	}

	private static String[] properties(String schema) {
		return new String[] { "spring.jpa.hibernate.ddl-auto=" + schema, "spring.jpa.open-in-view=false",
				"spring.main.banner-mode=off", "logging.level.root=warn", "spring.datasource.url=" + DATABASE.jdbcUrl(),
				"spring.datasource.username=" + DATABASE.username(),
				"spring.datasource.password=" + DATABASE.password(), "spring.data.redis.host=" + REDIS.host(),
				"spring.data.redis.port=" + REDIS.port(), "spring.data.redis.lettuce.pool.enabled=false",
				"entity-cache.namespace=" + NAMESPACE, "entity-cache.redis.read-timeout=2s",
				"entity-cache.redis.command-timeout=2s", "entity-cache.caches.owner.key-attributes=name",
				"entity-cache.caches.pet.ttl=5m", "entity-cache.caches.vet.ttl=5m",
				"entity-cache.caches.specialty.include=vets", "entity-cache.caches.clinic.include=rooms,shifts,duties",
				"entity-cache.caches.worker.include=reports", "entity-cache.caches.worker.on-write=update",
				"entity-cache.caches.keeper.include=locker", "entity-cache.caches.licence.ttl=5m" };
	}

	ClinicNode one() {
		return this.one;
	}

	ClinicNode two() {
		return this.two;
	}

	List<ClinicNode> both() {
		return List.of(this.one, this.two);
	}

	/** A number that nobody else uses. */
	long newId() {
		return this.ids.incrementAndGet();
	}

	/** Commits on the first node, and waits until both have heard of it. */
	void commit(Consumer<EntityManager> work) {
		this.one.commit(work);
		awaitCaughtUp();
	}

	void awaitCaughtUp() {
		both().forEach(ClinicNode::awaitCaughtUp);
	}

	/** An owner with two pets, of which the first has a visit. */
	long newOwner() {
		long id = newId();
		commit((entityManager) -> {
			Kind kind = new Kind(id, "kind-" + id);
			entityManager.persist(kind);
			Owner owner = new Owner(id);
			Pet first = owner.add(new Pet(10 * id, "a"));
			first.kind = kind;
			first.add(new Visit(100 * id, "visit-" + id));
			owner.add(new Pet(10 * id + 1, "b")).kind = kind;
			entityManager.persist(owner);
		});
		return id;
	}

	/** What Redis has done so far. */
	static CommandCounts commands() {
		return REDIS.processedCommands();
	}

}
