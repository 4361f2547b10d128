package io.entitycache.entities;

import java.util.List;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheEvent.Ready;
import io.entitycache.EntityCacheEvent.Refreshed;
import io.entitycache.EntityCacheEvent.Synced;
import io.entitycache.SyncMode;
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
