package io.entitycache.entities;

import java.time.Duration;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.shop.Item;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntityCacheStatisticsTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final EntityCache<Item, Long> items = this.nodes.one().items();

	@Test
	void sizesAndSettingsAreTold() {
		this.nodes.newItems(2, 1).forEach((id) -> this.items.findBy("sku", TwoNodes.sku(id)));

		assertThat(this.items.size()).isEqualTo(2);
		assertThat(this.items.size("sku")).isEqualTo(2);
		assertThat(this.items.size("barcode")).isZero();
		assertThat(this.items.settings().ttl()).isEqualTo(Duration.ofMinutes(10));
		assertThat(this.items.settings().keyAttributes()).containsExactly("sku", "barcode");
	}

	@Test
	void rateOfNoReadsIsZero() {
		assertThat(CacheStatistics.NONE.hitRate()).isZero();
	}

	@Test
	void missesHitsAbsencesAndLoadsAreCountedApart() {
		long id = this.nodes.newItem(1);
		CacheStatistics before = this.items.statistics();
		this.items.findById(id);
		this.items.findById(id);
		this.items.findById(-9L);
		this.items.findById(-9L);
		CacheStatistics after = this.items.statistics();

		assertThat(after.misses() - before.misses()).isEqualTo(2);
		assertThat(after.loads() - before.loads()).isEqualTo(2);
		assertThat(after.level1Hits() - before.level1Hits()).isEqualTo(2);
		assertThat(after.absentHits() - before.absentHits()).isOne();
		assertThat(after.level2Hits()).isEqualTo(before.level2Hits());
		assertThat(after.staleHits()).isEqualTo(before.staleHits());
		assertThat(after.loadTime()).isGreaterThan(before.loadTime());
		assertThat(after.requests() - before.requests()).isEqualTo(4);
	}

	@Test
	void levelTwoAnswersAreTheirOwn() {
		long id = this.nodes.newItem(1);
		this.nodes.two().items().findById(id);
		CacheStatistics before = this.items.statistics();
		this.items.findById(id);

		assertThat(this.items.statistics().level2Hits() - before.level2Hits()).isOne();
		assertThat(this.items.statistics().loads()).isEqualTo(before.loads());
	}

	@Test
	void readByAttributeIsOneRequest() {
		long id = this.nodes.newItem(1);
		CacheStatistics before = this.items.statistics();
		this.items.findBy("sku", TwoNodes.sku(id));
		assertThat(this.items.statistics().requests() - before.requests()).isOne();
		this.items.findBy("sku", TwoNodes.sku(id));
		this.items.findBy("sku", "nowhere");

		assertThat(this.items.statistics().requests() - before.requests()).isEqualTo(3);
	}

	@Test
	void countsNeverGoDown() {
		this.items.findById(this.nodes.newItem(1));
		CacheStatistics before = this.nodes.one().caches().statistics();
		this.items.clear();
		this.nodes.one().caches().clear();
		CacheStatistics after = this.nodes.one().caches().statistics();

		assertThat(after.misses()).isGreaterThanOrEqualTo(before.misses());
		assertThat(after.level1Hits()).isGreaterThanOrEqualTo(before.level1Hits());
		assertThat(after.invalidations()).isGreaterThan(before.invalidations());
	}

}
