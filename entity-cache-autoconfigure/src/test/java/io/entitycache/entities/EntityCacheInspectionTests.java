package io.entitycache.entities;

import java.util.ArrayList;
import java.util.List;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCacheObserver;
import io.entitycache.shop.Item;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who looks at a cache changes neither it nor what is counted. */
class EntityCacheInspectionTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final EntityCache<Item, Long> items = this.nodes.one().items();

	@Test
	void lookingAroundIsNotCountedAndLoadsNothing() {
		List<Long> ids = this.nodes.newItems(2, 1);
		long cached = ids.get(0);
		long other = ids.get(1);
		this.items.findBy("sku", TwoNodes.sku(cached));
		this.items.contains(other);
		CacheStatistics before = this.items.statistics();

		assertThat(this.items.findAll()).hasSize(1);
		assertThat(this.items.contains(cached)).isTrue();
		assertThat(this.items.contains(other)).isFalse();
		assertThat(this.items.containsBy("sku", TwoNodes.sku(other))).isFalse();
		assertThat(this.items.peek(other).isKnown()).isFalse();
		this.items.freshness(cached);
		this.items.size();

		assertThat(this.items.statistics()).isEqualTo(before);
		assertThat(this.items.contains(other)).isFalse();
	}

	@Test
	void everyKeyOfABulkReadIsCounted() {
		List<Long> ids = this.nodes.newItems(5, 1);
		this.items.findAllById(ids.subList(0, 2));
		CacheStatistics before = this.items.statistics();
		List<Long> wanted = new ArrayList<>(ids);
		wanted.add(-3L);
		this.items.findAllById(wanted);
		CacheStatistics after = this.items.statistics();

		assertThat(after.requests() - before.requests()).isEqualTo(6);
		assertThat(after.level1Hits() - before.level1Hits()).isEqualTo(2);
		assertThat(after.misses() - before.misses()).isEqualTo(4);
		assertThat(after.loads() - before.loads()).isOne();
	}

	@Test
	void observerThatAlwaysFailsIsThere() {
		assertThat(this.nodes.one().context().getBeansOfType(EntityCacheObserver.class)).containsKey("failingObserver");
	}

}
