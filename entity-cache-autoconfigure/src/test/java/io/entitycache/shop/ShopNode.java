package io.entitycache.shop;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.ChaosChannel;
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

/** One process of the shop. */
public final class ShopNode implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private ShopNode(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** Starts a node, and waits until it is connected. */
	static ShopNode start(String... properties) {
		ShopNode node = new ShopNode(new SpringApplicationBuilder(ShopApplication.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(properties)
			.run());
		node.awaitConnected();
		return node;
	}

	public EntityCache<Item, Long> items() {
		return caches().get(Item.class, Long.class);
	}

	public EntityCache<Note, String> notes() {
		return caches().get(Note.class, String.class);
	}

	public EntityCache<Token, UUID> tokens() {
		return caches().get(Token.class, UUID.class);
	}

	public EntityCache<Shelf, Shelf.Place> shelves() {
		return caches().get(Shelf.class, Shelf.Place.class);
	}

	public EntityCache<Gauge, Long> gauges() {
		return caches().get(Gauge.class, Long.class);
	}

	public EntityCache<Parcel, Long> parcels() {
		return caches().get(Parcel.class, Long.class);
	}

	public EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	public ItemRepository repository() {
		return this.context.getBean(ItemRepository.class);
	}

	public JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	/** A template of transactions. */
	public TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	/** Runs in a transaction that commits. */
	public void commit(Consumer<EntityManager> work) {
		transactions().executeWithoutResult((status) -> work.accept(entityManager()));
	}

	/** Runs in a transaction that is rolled back. */
	public void rollBack(Consumer<EntityManager> work) {
		transactions().executeWithoutResult((status) -> {
			work.accept(entityManager());
			entityManager().flush();
			status.setRollbackOnly();
		});
	}

	/** Commits another price. */
	public void price(long id, int price) {
		commit((entityManager) -> entityManager.find(Item.class, id).setPrice(price));
	}

	/** The entity manager of the current transaction. */
	public EntityManager entityManager() {
		return SharedEntityManagerCreator.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
	}

	public HookedLevel2 level2() {
		return (HookedLevel2) services().level2();
	}

	public ChaosAnnouncementLog log() {
		return (ChaosAnnouncementLog) services().log();
	}

	public ChaosChannel channel() {
		return (ChaosChannel) services().channel();
	}

	private SharedServices services() {
		return this.context.getBean(SharedServices.class);
	}

	public RecordingObserver observer() {
		return this.context.getBean(RecordingObserver.class);
	}

	/** What a listener was told. */
	public HeardEvents events() {
		return this.context.getBean(HeardEvents.class);
	}

	/** Forgets what the listener was told once it was told everything. */
	public void calmEvents() {
		caches().get("token").clear();
		Awaitility.await()
			.until(() -> events().all()
				.stream()
				.anyMatch((event) -> event instanceof EntityCacheEvent.Cleared cleared
						&& cleared.cache().equals("token")));
		events().forget();
	}

	/** The number of the last announcement anybody has made. */
	public long announced() {
		return Announcements.made(this.context);
	}

	/** Waits until it trusts its level 1. */
	public void awaitConnected() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
	}

	/** Waits until it has applied what is announced so far. */
	public void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
	}

	/** Takes back every interference. */
	void calm() {
		level2().afterRead(() -> {
		});
		level2().beforeFill(() -> {
		});
		log().down(false);
		log().failNext(0);
		channel().deaf(false);
		channel().dropNext(0);
		observer().facts().clear();
		events().forget();
	}

	@Override
	public void close() {
		this.context.close();
	}

}
