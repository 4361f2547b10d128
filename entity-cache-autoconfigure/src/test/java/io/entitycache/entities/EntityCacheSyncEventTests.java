package io.entitycache.entities;

import java.time.Instant;
import java.util.List;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheEvent.Ready;
import io.entitycache.EntityCacheEvent.Refreshed;
import io.entitycache.EntityCacheEvent.Synced;
import io.entitycache.EntityCacheEvent.Syncing;
import io.entitycache.SyncMode;
import io.entitycache.SyncProgress;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What listeners are told of syncs, refreshes and readiness. */
class EntityCacheSyncEventTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	@Test
	void syncAndRefreshAreToldOnceEachWithWhatTheyHaveDone() {
		List<Long> ids = this.nodes.newItems(2, 1);
		this.one.calmEvents();
		long rows = this.one.items().sync(SyncMode.FULL).join().rows();
		this.one.items().clear();
		this.one.items().findAllById(ids);
		this.one.items().refreshAll().join();

		Awaitility.await().untilAsserted(() -> assertThat(told(this.one, Refreshed.class)).isNotEmpty());
		assertThat(told(this.one, Synced.class)).singleElement().satisfies((event) -> {
			assertThat(event.cache()).isEqualTo("item");
			assertThat(event.rows()).isEqualTo(rows).isGreaterThanOrEqualTo(2);
		});
		assertThat(told(this.one, Refreshed.class)).singleElement().satisfies((event) -> {
			assertThat(event.cache()).isEqualTo("item");
			assertThat(event.rows()).isEqualTo(2);
		});
	}

	@Test
	void progressOfASyncIsToldAfterEachPage() {
		// Pages have three rows.
		this.nodes.newParcels(8, Instant.parse("2000-01-01T00:00:00Z"));
		this.one.calmEvents();
		this.one.parcels().sync(SyncMode.FULL).join();

		Awaitility.await().untilAsserted(() -> assertThat(told(this.one, Synced.class)).isNotEmpty());
		assertThat(told(this.one, Syncing.class)).extracting(Syncing::cache).containsOnly("parcel");
		assertThat(told(this.one, Syncing.class)).extracting(Syncing::progress)
			.allMatch((progress) -> progress.mode() == SyncMode.FULL && progress.expectedRows() == 8)
			.extracting(SyncProgress::rows)
			.containsExactly(3L, 6L, 8L);
		assertThat(told(this.one, Syncing.class).get(2).progress().remaining()).isZero();
		assertThat(told(this.one, Syncing.class).get(0).progress().remaining()).isPositive();
	}

	@Test
	void readinessIsToldOnceWithTheNameOfTheCache() {
		try (ShopNode third = TwoNodes.startThird()) {
			third.caches().ready().join();

			Awaitility.await()
				.untilAsserted(() -> assertThat(told(third, Ready.class)).extracting(Ready::cache)
					.containsExactlyInAnyOrderElementsOf(third.caches().names()));
		}
	}

	private static <E extends EntityCacheEvent> List<E> told(ShopNode node, Class<E> type) {
		return node.events().all().stream().filter(type::isInstance).map(type::cast).toList();
	}

}
