package io.entitycache.observability;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCacheEvents;
import io.entitycache.FillRefusal;
import io.entitycache.InvalidationCause;
import io.entitycache.Level;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.SyncMode;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link EntityCacheMetrics} and {@link MeteredObserver} against the list of all
 * meters.
 */
class EntityCacheMetersTests {

	private static final CacheStatistics STATISTICS = new CacheStatistics(1, 2, 3, 4, 5, 6, 7, Duration.ofSeconds(8), 9,
			10, 15, 11, 12, 13);

	private static final EntityCacheEvents EVENTS = new EntityCacheEvents() {

		@Override
		public long delivered() {
			return 21;
		}

		@Override
		public long dropped() {
			return 22;
		}

		@Override
		public long failed() {
			return 23;
		}

	};

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final FixedCaches caches = new FixedCaches();

	private final MeteredObserver observer = new MeteredObserver();

	@BeforeEach
	void bind() {
		EntityCache<String, Long> cache = this.caches.add("product");
		BDDMockito.given(cache.statistics()).willReturn(STATISTICS);
		BDDMockito.given(cache.size()).willReturn(14L);
		new EntityCacheMetrics(this.caches).bindTo(this.registry);
		new EventMetrics(EVENTS).bindTo(this.registry);
		this.observer.bindTo(this.registry);
	}

	@Test
	void registeredMetersAreThoseOnTheListWithTheirTags() {
		tellEverything();

		Map<String, Set<String>> registered = this.registry.getMeters()
			.stream()
			.map(Meter::getId)
			.collect(Collectors.toMap(Meter.Id::getName, EntityCacheMetersTests::tagKeys, (one, other) -> {
				assertThat(other).isEqualTo(one);
				return one;
			}));

		assertThat(registered).isEqualTo(Arrays.stream(EntityCacheMeters.values())
			.collect(Collectors.toMap(EntityCacheMeters::meterName, (meter) -> new TreeSet<>(meter.tags()))));
	}

	@Test
	void syncsAreTimedAndTheirRowsCounted() {
		tellEverything();

		assertThat(this.registry.get("entity.cache.syncs").tag("kind", "full").timer().totalTime(TimeUnit.SECONDS))
			.isEqualTo(2);
		assertThat(this.registry.get("entity.cache.syncs").tag("kind", "failed").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("entity.cache.sync.rows").counter().count()).isEqualTo(7);
	}

	@Test
	void progressOfASyncIsShownUntilTheNext() {
		this.observer.syncProgressed(new SyncProgress("product", SyncMode.FULL, 2, 8, Duration.ofSeconds(4)));
		assertThat(value("entity.cache.sync.progress.rows", "cache", "product")).isEqualTo(2);
		assertThat(value("entity.cache.sync.progress.rate", "cache", "product")).isEqualTo(0.5);
		assertThat(value("entity.cache.sync.progress.remaining", "cache", "product")).isEqualTo(12);

		this.observer.syncProgressed(new SyncProgress("product", SyncMode.INCREMENTAL, 4, -1, Duration.ofSeconds(1)));
		assertThat(value("entity.cache.sync.progress.rows", "cache", "product")).isEqualTo(4);
		assertThat(value("entity.cache.sync.progress.remaining", "cache", "product")).isNaN();

		this.observer.syncFailed("product", new IllegalStateException());
		assertThat(value("entity.cache.sync.progress.rows", "cache", "product")).isNaN();
		this.observer.syncProgressed(new SyncProgress("product", SyncMode.FULL, 1, 8, Duration.ofSeconds(4)));
		assertThat(value("entity.cache.sync.progress.rows", "cache", "product")).isOne();
	}

	@Test
	void countsOfTheCacheAreShown() {
		assertThat(value("cache.gets", "result", "hit")).isEqualTo(1 + 2 + 4);
		assertThat(value("cache.gets", "result", "miss")).isEqualTo(5);
		assertThat(value("cache.puts", "cache.manager", "entity")).isEqualTo(9);
		assertThat(value("cache.evictions", "name", "product")).isEqualTo(10 + 15);
		assertThat(value("entity.cache.evictions", "cause", "size")).isEqualTo(10);
		assertThat(value("entity.cache.evictions", "cause", "expired")).isEqualTo(15);
		assertThat(value("entity.cache.events", "outcome", "delivered")).isEqualTo(21);
		assertThat(value("entity.cache.events", "outcome", "dropped")).isEqualTo(22);
		assertThat(value("entity.cache.events", "outcome", "failed")).isEqualTo(23);
		assertThat(value("cache.size", "cache", "product")).isEqualTo(14);
		assertThat(value("entity.cache.gets", "result", "stale")).isEqualTo(2);
		assertThat(value("entity.cache.gets", "level", "level2")).isEqualTo(4);
		assertThat(value("entity.cache.gets.absent", "cache", "product")).isEqualTo(3);
	}

	@Test
	void levelsAddUpToAllReads() {
		double gets = this.registry.get("entity.cache.gets")
			.functionCounters()
			.stream()
			.mapToDouble((counter) -> counter.count())
			.sum();

		assertThat(gets).isEqualTo(STATISTICS.requests());
	}

	@Test
	void sharedLevelIsShown() {
		assertThat(this.registry.get("entity.cache.shared.connected").gauge().value()).isZero();

		this.caches.sharedLevel = new SharedLevelStatus(State.CONNECTED, true, "1f", 7, Duration.ZERO, 3, "CLOSED",
				null, null);

		assertThat(this.registry.get("entity.cache.shared.connected").gauge().value()).isEqualTo(1);
		assertThat(this.registry.get("entity.cache.shared.owed").gauge().value()).isEqualTo(3);
	}

	@Test
	void factsAreCountedByTheirCache() {
		this.observer.loaded("product", 1_000_000, true);
		this.observer.loaded("product.sku", 3_000_000, true);
		this.observer.loaded("product", 1, false);
		this.observer.invalidated("product.sku", InvalidationCause.PEER, 5);

		assertThat(this.registry.get("entity.cache.loads").tag("outcome", "success").timer().count()).isEqualTo(2);
		assertThat(this.registry.get("entity.cache.loads").tag("outcome", "failure").timer().count()).isEqualTo(1);
		assertThat(this.registry.get("entity.cache.invalidations")
			.tags("cache", "product", "cause", "peer")
			.counter()
			.count()).isEqualTo(5);
	}

	@Test
	void outagesAreCountedByWhatHappens() {
		this.observer.sharedLevelDisconnected();
		this.observer.sharedLevelReconnecting(1, Duration.ZERO);
		this.observer.sharedLevelReconnecting(2, Duration.ofMillis(70));
		this.observer.sharedLevelReconnected(Duration.ofSeconds(4));

		assertThat(value("entity.cache.shared.reconnects", "event", "disconnected")).isEqualTo(1);
		assertThat(value("entity.cache.shared.reconnects", "event", "reconnecting")).isEqualTo(2);
		assertThat(value("entity.cache.shared.reconnects", "event", "reconnected")).isEqualTo(1);
	}

	@Test
	void valuesOfTagsStayFewWhateverTheWordsAre() {
		for (int i = 0; i < 5000; i++) {
			this.observer.unreadable("region" + i, "reason " + i);
			this.observer.sharedLevelFailed("operation " + i, new IllegalStateException());
			this.observer.repaired("how " + i, 1);
		}

		assertThat(this.registry.get("entity.cache.unreadable").counters()).hasSizeLessThanOrEqualTo(1001);
		assertThat(values("entity.cache.unreadable", "reason")).hasSize(21).contains("other");
		assertThat(values("entity.cache.shared.failures", "operation")).hasSize(21).contains("other");
		assertThat(values("entity.cache.shared.repairs", "how")).hasSize(21).contains("other");
	}

	@Test
	void factsBeforeThereIsARegistryDoNoHarm() {
		MeteredObserver early = new MeteredObserver();

		early.loaded("product", 1, true);
		early.repaired("log", 1);

		assertThat(this.registry.find("entity.cache.loads").timers()).isEmpty();
	}

	private void tellEverything() {
		this.observer.syncProgressed(
				new SyncProgress("product", SyncMode.FULL, 2, 8, /* elapsed= */ Duration.ofSeconds(4)));
		this.observer.synced(new SyncResult("product", SyncResult.Kind.FULL, 7, 0, 0, 0, 0, Duration.ofSeconds(2)));
		this.observer.syncFailed("product", new IllegalStateException());
		this.observer.loaded("product", 1, true);
		this.observer.invalidated("product", InvalidationCause.ENTITY, 1);
		this.observer.fillRefused("product", Level.LEVEL2, FillRefusal.PENDING);
		this.observer.unreadable("product", "format");
		this.observer.sharedLevelFailed("read", new IllegalStateException());
		this.observer.sharedLevelAvailable(false);
		this.observer.sharedLevelDisconnected();
		this.observer.sharedLevelReconnecting(1, Duration.ZERO);
		this.observer.sharedLevelReconnected(Duration.ZERO);
		this.observer.repaired("log", 2);
	}

	private double value(String name, String tag, String value) {
		return this.registry.get(name).tag(tag, value).meter().measure().iterator().next().getValue();
	}

	private Set<String> values(String name, String tag) {
		return this.registry.get(name)
			.counters()
			.stream()
			.map((counter) -> counter.getId().getTag(tag))
			.collect(Collectors.toSet());
	}

	private static Set<String> tagKeys(Meter.Id id) {
		List<Tag> tags = id.getTags();
		return tags.stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

}
