package io.entitycache.tier;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.entitycache.Cached;
import io.entitycache.fixtures.Threads;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A link must not outlive its entry's place in level 1, whatever else happens to that at
 * the same time.
 */
class LocalLinkRaceTests {

	private static final int ROUNDS = 30_000;

	private static final long NOW = 10;

	private static final Long KEY = 1L;

	private final FillFence fence = new FillFence(new FenceClock());

	private final LocalTier<Long, String> tier = new LocalTier<>(100, this.fence, Level1Lease.unlimited());

	private final Map<Long, LocalEntry<String>> map = new ConcurrentHashMap<>();

	@Test
	void entryThatIsFilledDuringAClearIsEvictedWithItsLink() throws Exception {
		assertThat(linksThatOutlive(this::fill, this.tier::clear, this::evict,
				/* deadBefore= */ false))
			.isZero();
	}

	@Test
	void entryThatTakesTheDeadOnesPlaceDuringASweepIsEvictedWithItsLink() throws Exception {
		assertThat(linksThatOutlive(this::fill, () -> this.tier.sweep(NOW), this::evict,
				/* deadBefore= */ true))
			.isZero();
	}

	@Test
	void mapThatIsClearedAfterItsEntriesHaveBeenToldWouldKeepTheLink() {
		LocalEntry<String> entry = entry(/* deadAt= */ NOW + 1);
		this.map.values().forEach(LocalEntry::retire);
		this.map.put(KEY, entry);
		this.map.clear();
		evictFromMap();

		assertThat(this.tier.follow(entry.link(), NOW)).isSameAs(entry);
	}

	private void fill(LocalEntry<String> entry) {
		assertThat(this.tier.fill(KEY, entry) || !this.fence.admits(KEY, entry.fence())).isTrue();
	}

	private void evict() {
		this.tier.evict(KEY);
	}

	private void evictFromMap() {
		LocalEntry<String> removed = this.map.remove(KEY);
		if (removed != null) {
			removed.retire();
		}
	}

	private int linksThatOutlive(Consumer<LocalEntry<String>> fill, Runnable removal, Runnable evict,
			boolean deadBefore) throws Exception {
		CyclicBarrier together = new CyclicBarrier(2);
		int outlived = 0;
		try (Threads threads = new Threads()) {
			Threads.Running<Void> remover = threads.start(() -> {
				for (int round = 0; round < ROUNDS; round++) {
					together.await(20, TimeUnit.SECONDS);
					removal.run();
					together.await(20, TimeUnit.SECONDS);
				}
				return null;
			});
			for (int round = 0; round < ROUNDS; round++) {
				if (deadBefore) {
					fill.accept(entry(/* deadAt= */ NOW - 1));
				}
				together.await(20, TimeUnit.SECONDS);
				LocalEntry<String> entry = entry(/* deadAt= */ NOW + 1);
				fill.accept(entry);
				LocalLink<String> link = entry.link();
				together.await(20, TimeUnit.SECONDS);
				evict.run();
				outlived += (this.tier.follow(link, NOW) != null) ? 1 : 0;
			}
			remover.join();
		}
		return outlived;
	}

	// All of the same value, which says nothing about which entry it is.
	private LocalEntry<String> entry(long deadAt) {
		return new LocalEntry<>(new Cached<>("a"), this.fence.now(), 0, deadAt, deadAt);
	}

}
