package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.Cached;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Loads that nobody waits for, without a shared level. */
class BackgroundLoadsTests {

	private static final Duration TTL = Duration.ofMinutes(1);

	private final ManualTicker ticker = new ManualTicker();

	private final NodeContext node = new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null,
			new ServerClock(), this.ticker, new RecordingObserver());

	private final RowLoader rows = new RowLoader();

	private CacheRegion<Long, String> region = region(Policies.PLAIN);

	@Test
	void pageIsServedOnceItIsKept() {
		BackgroundLoads<Long, String>.Page page = this.region.background().read(() -> Map.of(1L, "a", 2L, "b"));
		assertThat(this.region.size()).isZero();

		BackgroundLoads.Kept kept = page.keepAllBut(Set.of(2L));
		assertThat(kept.refused()).isZero();
		assertThat(this.region.read(1L, this.rows)).isEqualTo(new Cached<>("a"));
		assertThat(this.region.size()).isEqualTo(1);
		assertThat(this.rows.loads()).isEmpty();
	}

	@Test
	void keyThatWasInvalidatedAfterThePageWasReadIsNotKept() {
		BackgroundLoads.Kept kept = keepAfterAnInvalidation(this.region);

		assertThat(kept.refused()).isEqualTo(1);
		assertThat(this.region.peek(1L)).isNull();
		assertThat(this.region.peek(2L)).isEqualTo(new Cached<>("b"));
	}

	@Test
	void withoutTheFenceItWouldBeKept() {
		CacheRegion<Long, String> unguarded = UnguardedRegions.withoutFence("product", TextCodecs.KEYS,
				TextCodecs.VALUES, Policies.PLAIN, this.node);

		assertThat(keepAfterAnInvalidation(unguarded).refused()).isZero();
		assertThat(unguarded.peek(1L)).isEqualTo(new Cached<>("a"));
	}

	private static BackgroundLoads.Kept keepAfterAnInvalidation(CacheRegion<Long, String> region) {
		BackgroundLoads<Long, String>.Page page = region.background().read(() -> Map.of(1L, "a", 2L, "b"));
		region.evictLocal(1L);
		return page.keepAllBut(Set.of());
	}

	@Test
	void reloadReplacesWhatIsCachedAndCountsNoRead() {
		this.rows.put(1, "a");
		this.region.read(1L, this.rows);
		this.rows.put(1, "b");

		assertThat(this.region.background().reload(List.of(1L), this.rows)).containsEntry(1L, new Cached<>("b"));
		assertThat(this.region.statistics().requests()).isEqualTo(1);
		assertThat(this.region.statistics().loads()).isEqualTo(2);
		assertThat(this.region.read(1L, this.rows)).isEqualTo(new Cached<>("b"));
		assertThat(this.rows.loads()).hasSize(2);
	}

	@Test
	void readersAreServedTheOldWhileItIsReloaded() {
		this.rows.put(1, "a");
		this.region.read(1L, this.rows);
		this.rows.put(1, "b");
		this.rows.afterReading(() -> assertThat(this.region.peek(1L)).isEqualTo(new Cached<>("a")));

		this.region.background().reload(List.of(1L), this.rows);
		assertThat(this.region.peek(1L)).isEqualTo(new Cached<>("b"));
	}

	@Test
	void reloadOfWhatWasInvalidatedMeanwhileIsNotKept() {
		this.rows.put(1, "a");
		this.rows.afterReading(() -> this.region.evictLocal(1L));

		this.region.background().reload(List.of(1L), this.rows);
		assertThat(this.region.peek(1L)).isNull();
	}

	@Test
	void loadsOfReadersMayBeOff() {
		this.region = region(Policies.withoutLoads(Policies.PLAIN));
		this.rows.put(1, "a");

		assertThat(this.region.read(1L, this.rows)).isNull();
		this.region.background().take(List.of(1L), this.rows);
		assertThat(this.region.read(1L, this.rows)).isEqualTo(new Cached<>("a"));
	}

	@Test
	void keysAreThoseOfValues() {
		this.rows.put(1, "a");
		this.region.readAll(List.of(1L, 2L), this.rows);

		assertThat(this.region.background().keys()).containsExactly(1L);
		assertThat(this.region.background().known(List.of(1L, 2L, 3L))).containsOnlyKeys(1L, 2L);
	}

	@Test
	void entryOfThatAgeIsLoadedAnewAndServedMeanwhile() {
		List<Long> asked = refreshAhead(Duration.ofSeconds(20), true);
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(Duration.ofSeconds(19));
		read(1);
		assertThat(asked).isEmpty();

		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(read(1)).isEqualTo(new Cached<>("a"));
		this.region.readAll(List.of(1L), this.rows);
		assertThat(asked).containsExactly(1L, 1L);
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void entryInItsGraceIsServedIfSomebodyLoadsIt() {
		this.region = region(Policies.of(TTL, TTL, TTL));
		List<Long> asked = refreshAhead(Duration.ofSeconds(20), true);
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.rows.put(1, "b");

		assertThat(read(1)).isEqualTo(new Cached<>("a"));
		assertThat(asked).containsExactly(1L);
		assertThat(this.region.statistics().staleHits()).isEqualTo(1);
		this.ticker.advance(TTL);
		assertThat(read(1)).isEqualTo(new Cached<>("b"));
	}

	@Test
	void entryInItsGraceIsLoadedByItsReaderIfNobodyElseDoes() {
		this.region = region(Policies.of(TTL, TTL, TTL));
		refreshAhead(Duration.ofSeconds(20), false);
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.rows.put(1, "b");

		assertThat(read(1)).isEqualTo(new Cached<>("b"));
	}

	@Test
	void invalidatedEntryIsNeverServedAsStale() {
		this.region = region(Policies.of(TTL, TTL, TTL));
		refreshAhead(Duration.ofSeconds(20), true);
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.rows.put(1, "b");
		this.region.evictLocal(1L);

		assertThat(read(1)).isEqualTo(new Cached<>("b"));
	}

	private List<Long> refreshAhead(Duration after, boolean taken) {
		List<Long> asked = new ArrayList<>();
		this.region.refreshAhead(new RefreshAhead<>(TTL, after, (key) -> {
			asked.add(key);
			return taken;
		}));
		return asked;
	}

	private Cached<String> read(long key) {
		return this.region.read(key, this.rows);
	}

	private CacheRegion<Long, String> region(RegionPolicy policy) {
		return new CacheRegion<>("product", TextCodecs.KEYS, TextCodecs.VALUES, policy, this.node);
	}

}
