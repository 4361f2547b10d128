package io.entitycache.tier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.Cached;
import io.entitycache.fixtures.ManualTicker;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LocalTierTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private final ManualTicker ticker = new ManualTicker();

	private final FillFence fence = new FillFence(new FenceClock());

	private final LocalTier<Long, String> tier = new LocalTier<>(100, this.fence, Level1Lease.unlimited());

	@Test
	void entryIsFreshThenStaleThenDead() {
		fill(1L, "a", this.fence.now());

		assertThat(find(1L).isFresh(this.ticker.read())).isTrue();
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(find(1L).isFresh(this.ticker.read())).isFalse();
		this.ticker.advance(Duration.ofSeconds(2));
		assertThat(find(1L)).isNull();
	}

	@Test
	void fillIsRefusedAfterAnEviction() {
		long before = this.fence.now();
		this.tier.evict(1L);

		assertThat(fill(1L, "old", before)).isFalse();
		assertThat(find(1L)).isNull();
		assertThat(fill(1L, "new", this.fence.now())).isTrue();
	}

	@Test
	void fillIsRefusedAfterAClear() {
		long before = this.fence.now();
		this.tier.clear();

		assertThat(fill(1L, "old", before)).isFalse();
	}

	@Test
	void refusedFillLeavesTheNewerEntry() {
		long before = this.fence.now();
		this.tier.evict(1L);
		fill(1L, "new", this.fence.now());

		assertThat(fill(1L, "old", before)).isFalse();
		assertThat(find(1L).value()).isEqualTo("new");
	}

	@Test
	void evictionAndClearRemove() {
		fill(1L, "a", this.fence.now());
		fill(2L, "b", this.fence.now());

		this.tier.evict(1L);
		assertThat(this.tier.size()).isOne();
		this.tier.clear();
		assertThat(this.tier.size()).isZero();
	}

	@Test
	void sweepFreesWhatIsDeadAndCountsIt() {
		fill(1L, "a", this.fence.now());
		this.ticker.advance(Duration.ofSeconds(3));
		fill(2L, "b", this.fence.now());

		this.tier.sweep(this.ticker.read());

		assertThat(this.tier.expirations()).isOne();
		assertThat(this.tier.evictions()).isZero();
		List<Long> keys = new ArrayList<>();
		this.tier.forEach(this.ticker.read(), (key, entry) -> keys.add(key));
		assertThat(keys).containsExactly(2L);
	}

	@Test
	void replacedEntryIsKeptAndLoadsThatBeganBeforeAreNot() {
		long before = this.fence.now();
		fill(1L, "old", before);

		assertThat(replace(1L, "new", before)).isTrue();
		assertThat(valueOf(1L)).isEqualTo("new");
		assertThat(fill(1L, "late", before)).isFalse();
		assertThat(valueOf(1L)).isEqualTo("new");
	}

	@Test
	void replacementIsAnEvictionIfSomebodyElseHasInvalidatedTheKeyMeanwhile() {
		long before = this.fence.now();
		fill(1L, "old", before);
		this.tier.evict(1L);

		assertThat(replace(1L, "new", before)).isFalse();
		assertThat(valueOf(1L)).isNull();
		fill(2L, "old", this.fence.now());
		long beforeClear = this.fence.now();
		this.tier.clear();
		assertThat(replace(2L, "new", beforeClear)).isFalse();
		assertThat(valueOf(2L)).isNull();
	}

	@Test
	void sizeIsBounded() {
		for (long key = 0; key < 1_000; key++) {
			fill(key, "a", this.fence.now());
		}

		Awaitility.await().until(() -> this.tier.size() <= 100);
		Awaitility.await().until(() -> this.tier.evictions() >= 900);
	}

	@Test
	void absencesPushNoValueOut() {
		LocalTier<Long, String> large = new LocalTier<>(2_000, this.fence, Level1Lease.unlimited());
		for (long key = 0; key < 1_000; key++) {
			large.fill(key, entry("a", this.fence.now()));
		}
		for (long key = 1_000_000; key < 1_020_000; key++) {
			large.fill(key, absence());
		}

		Awaitility.await().until(() -> large.size() <= 2_000);
		for (long key = 0; key < 1_000; key++) {
			assertThat(large.find(key, this.ticker.read())).as("%s", key).isNotNull();
		}
	}

	@Test
	void absencesHaveNoMoreRoomThanValues() {
		for (long key = 0; key < 1_000; key++) {
			this.tier.fill(key, absence());
		}

		Awaitility.await().until(() -> this.tier.size() <= 100);
		assertThat(this.tier.hasRoomFor(7L)).isTrue();
		assertThat(this.tier.mostUsed(10)).isEmpty();
	}

	@Test
	void valueAndAbsenceTakeEachOthersPlace() {
		fill(1L, "a", this.fence.now());
		this.tier.fill(1L, absence());
		assertThat(find(1L).isAbsent()).isTrue();
		assertThat(this.tier.size()).isOne();

		fill(1L, "b", this.fence.now());
		assertThat(valueOf(1L)).isEqualTo("b");
		assertThat(this.tier.size()).isOne();

		this.tier.fill(1L, absence());
		replace(1L, "c", this.fence.now());
		assertThat(valueOf(1L)).isEqualTo("c");
		assertThat(this.tier.size()).isOne();
	}

	@Test
	void absenceIsRefusedEvictedClearedAndSweptAsAValueIs() {
		LocalEntry<String> old = absence();
		this.tier.fill(1L, old);
		LocalLink<String> link = old.link();
		this.tier.evict(1L);
		assertThat(find(1L)).isNull();
		assertThat(link.entry()).isNull();
		assertThat(this.tier.fill(1L, old)).isFalse();

		this.tier.fill(1L, absence());
		LocalEntry<String> before = absence();
		assertThat(replace(1L, "late", 0)).isFalse();
		assertThat(find(1L)).isNull();
		assertThat(this.tier.fill(1L, before)).isFalse();

		this.tier.fill(1L, absence());
		this.tier.clear();
		assertThat(this.tier.size()).isZero();

		this.tier.fill(1L, absence());
		this.ticker.advance(Duration.ofSeconds(3));
		this.tier.sweep(this.ticker.read());
		assertThat(this.tier.size()).isZero();
		assertThat(this.tier.expirations()).isOne();
	}

	@Test
	void sizeLooksAtNoEntry() {
		fill(1L, "a", this.fence.now());
		this.ticker.advance(Duration.ofSeconds(3));

		assertThat(find(1L)).isNull();
		assertThat(this.tier.size()).isOne();
		this.tier.sweep(this.ticker.read());
		assertThat(this.tier.size()).isZero();
	}

	@Test
	void entriesAreNotUsedWithoutALease() {
		Level1Lease lease = Level1Lease.of(Duration.ofSeconds(5), Duration.ZERO);
		LocalTier<Long, String> leased = new LocalTier<>(100, this.fence, lease);
		leased.fill(1L, entry("a", this.fence.now()));

		assertThat(leased.find(1L, this.ticker.read())).isNull();
		lease.proven(this.ticker.read(), 0);
		assertThat(leased.find(1L, this.ticker.read())).isNotNull();
		lease.lost();
		assertThat(leased.find(1L, this.ticker.read())).isNull();
	}

	private LocalEntry<String> find(Long key) {
		return this.tier.find(key, this.ticker.read());
	}

	private boolean fill(Long key, String value, long time) {
		return this.tier.fill(key, entry(value, time));
	}

	private boolean replace(Long key, String value, long time) {
		return this.tier.replace(key, entry(value, time));
	}

	private @Nullable String valueOf(Long key) {
		LocalEntry<String> found = this.tier.find(key, this.ticker.read());
		return (found != null) ? found.value() : null;
	}

	private LocalEntry<String> absence() {
		long now = this.ticker.read();
		return new LocalEntry<>(Cached.absent(), this.fence.now(), now, now + SECOND, now + 3 * SECOND);
	}

	private LocalEntry<String> entry(String value, long time) {
		long now = this.ticker.read();
		return new LocalEntry<>(new Cached<>(value), time, now, now + SECOND, now + 3 * SECOND);
	}

}
