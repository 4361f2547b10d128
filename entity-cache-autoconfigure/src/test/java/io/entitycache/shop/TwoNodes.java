package io.entitycache.shop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;

/**
 * Two processes of the shop on one database and one Redis, started once and left to all
 * tests, each of which uses rows of its own.
 */
public final class TwoNodes {

	private static final String NAMESPACE = "two-nodes";

	private static final String SLOTS = "ec:" + NAMESPACE + ":s:";

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("two_nodes");

	private static final RedisTestServer REDIS = RedisTestServers.shared();

	private static final TwoNodes SHARED = new TwoNodes();

	private final AtomicLong ids = new AtomicLong(1_000);

	private final ShopNode one = ShopNode.start(properties("create"));

	private final ShopNode two = ShopNode.start(properties("none"));

	private TwoNodes() {
	}

	/** The nodes, with nothing cached and nothing in the way. */
	public static TwoNodes shared() {
		SHARED.one.calm();
		SHARED.two.calm();
		SHARED.one.awaitConnected();
		SHARED.two.awaitConnected();
		SHARED.one.caches().clear();
		SHARED.awaitCaughtUp();
		return SHARED;
	}

	/** One more node for as long as the test needs it. */
	public static ShopNode startThird(String... more) {
		String[] properties = properties("none");
		String[] all = Arrays.copyOf(properties, properties.length + more.length);
		System.arraycopy(more, 0, all, properties.length, more.length);
		return ShopNode.start(all);
	}

	/** Parcels instead of those that there are, and nothing cached of them. */
	public void newParcels(int count, Instant changedAt) {
		this.one.jdbc().execute("truncate table parcel");
		this.one.commit((entityManager) -> {
			for (long id = 1; id <= count; id++) {
				entityManager.persist(new Parcel(id, 1, changedAt));
			}
		});
		this.one.caches().clear();
		awaitCaughtUp();
	}

	private static String[] properties(String schema) {
		return new String[] { "spring.jpa.hibernate.ddl-auto=" + schema, "spring.jpa.open-in-view=false",
				"spring.main.banner-mode=off", "logging.level.root=warn", "spring.datasource.url=" + DATABASE.jdbcUrl(),
				"spring.datasource.username=" + DATABASE.username(),
				"spring.datasource.password=" + DATABASE.password(), "spring.data.redis.host=" + REDIS.host(),
				"spring.data.redis.port=" + REDIS.port(), "spring.data.redis.lettuce.pool.enabled=false",
				"entity-cache.namespace=" + NAMESPACE, "entity-cache.redis.read-timeout=2s",
				"entity-cache.redis.command-timeout=2s", "entity-cache.caches.item.key-attributes=sku,barcode",
				"entity-cache.caches.note.ttl=300ms", "entity-cache.caches.note.grace=10s",
				"entity-cache.caches.note.ttl-jitter=0", "entity-cache.caches.token.share=shared",
				"entity-cache.caches.shelf.maximum-size=5", "entity-cache.caches.gauge.on-write=update",
				"entity-cache.caches.shelf.maximum-size=5", "entity-cache.caches.shelf.sync.page-size=2",
				"entity-cache.caches.parcel.key-attributes=label",
				"entity-cache.caches.parcel.sync.attribute=changedAt", "entity-cache.caches.parcel.sync.page-size=3" };
	}

	public ShopNode one() {
		return this.one;
	}

	public ShopNode two() {
		return this.two;
	}

	/** Both. */
	public List<ShopNode> both() {
		return List.of(this.one, this.two);
	}

	/** An item that nobody else uses. */
	public long newItem(int price) {
		return newItems(1, price).get(0);
	}

	/** Items that nobody else uses. */
	public List<Long> newItems(int count, int price) {
		List<Long> created = new ArrayList<>();
		this.one.commit((entityManager) -> {
			for (int i = 0; i < count; i++) {
				long id = this.ids.incrementAndGet();
				entityManager.persist(new Item(id, sku(id), price));
				created.add(id);
			}
		});
		awaitCaughtUp();
		return created;
	}

	/** The key attribute's value that a new item has. */
	public static String sku(long id) {
		return "sku-" + id;
	}

	/** Redis forgets every slot: entries, marks and tombstones. */
	public static void forgetSlots() {
		for (String key : REDIS.keys(SLOTS)) {
			REDIS.command("DEL", key);
		}
	}

	/** The number of slots in Redis. */
	public static int slots() {
		return REDIS.keys(SLOTS).size();
	}

	/** Waits until every node has heard of everything. */
	public void awaitCaughtUp() {
		both().forEach(ShopNode::awaitCaughtUp);
	}

}
