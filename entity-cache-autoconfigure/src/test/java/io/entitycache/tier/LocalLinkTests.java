package io.entitycache.tier;

import java.time.Duration;
import java.util.function.Consumer;

import io.entitycache.Cached;
import io.entitycache.fixtures.ManualTicker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalLinkTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final Long KEY = 1L;

	private final ManualTicker ticker = new ManualTicker();

	private final FillFence fence = new FillFence(new FenceClock());

	private final LocalTier<Long, String> tier = new LocalTier<>(100, this.fence, Level1Lease.unlimited());

	@Test
	void linkLeadsToTheEntryUntilItIsDead() {
		LocalLink<String> link = filled("a").link();

		assertThat(this.tier.follow(link, this.ticker.read())).isEqualTo(new Cached<>("a"));
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(this.tier.follow(link, this.ticker.read())).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void linkEndsWhenTheEntryLeaves(Leaving leaving) {
		LocalEntry<String> entry = filled("a");
		LocalLink<String> link = entry.link();

		leaving.change.accept(this);

		assertThat(link.entry()).as("kept in memory").isNull();
		assertThat(this.tier.follow(link, this.ticker.read())).isNull();
	}

	@ParameterizedTest
	@EnumSource
	void linkThatIsAskedForLaterLeadsNowhere(Leaving leaving) {
		LocalEntry<String> entry = filled("a");

		leaving.change.accept(this);

		assertThat(this.tier.follow(entry.link(), this.ticker.read())).isNull();
	}

	@Test
	void linkOutlivesTheChangeOfAnotherKey() {
		LocalLink<String> link = filled("a").link();

		this.tier.evict(2L);

		assertThat(this.tier.follow(link, this.ticker.read())).isEqualTo(new Cached<>("a"));
	}

	@Test
	void linkOutlivesARefusedFill() {
		long before = this.fence.now();
		this.tier.evict(KEY);
		LocalLink<String> link = filled("a").link();

		this.tier.fill(KEY, entry("old", before));

		assertThat(this.tier.follow(link, this.ticker.read())).isEqualTo(new Cached<>("a"));
	}

	@Test
	void linkOfAnEntryThatMadeRoomEnds() {
		LocalTier<Long, String> small = new LocalTier<>(1, this.fence, Level1Lease.unlimited());
		LocalEntry<String> first = entry("a", this.fence.now());
		small.fill(KEY, first);
		LocalEntry<String> second = entry("b", this.fence.now());
		small.fill(2L, second);

		Awaitility.await().until(() -> small.evictions() == 1);

		LocalEntry<String> evicted = (small.find(KEY, this.ticker.read()) == null) ? first : second;
		assertThat(evicted.link().entry()).isNull();
	}

	private LocalEntry<String> filled(String value) {
		LocalEntry<String> entry = entry(value, this.fence.now());
		assertThat(this.tier.fill(KEY, entry)).isTrue();
		return entry;
	}

	private LocalEntry<String> entry(String value, long time) {
		long now = this.ticker.read();
		return new LocalEntry<>(new Cached<>(value), time, now, now + SECOND, now + SECOND);
	}

	/** Each way on which an entry leaves level 1. */
	enum Leaving {

		EVICTED((test) -> test.tier.evict(KEY)),

		CLEARED((test) -> test.tier.clear()),

		FILLED((test) -> test.filled("b")),

		REPLACED((test) -> test.tier.replace(KEY, test.entry("b", test.fence.now()))),

		REPLACED_BY_NOTHING((test) -> {
			long before = test.fence.now();
			test.fence.raise(KEY);
			test.tier.replace(KEY, test.entry("b", before));
		}),

		EXPIRED((test) -> {
			test.ticker.advance(Duration.ofSeconds(1));
			test.tier.sweep(test.ticker.read());
		});

		private final Consumer<LocalLinkTests> change;

		Leaving(Consumer<LocalLinkTests> change) {
			this.change = change;
		}

	}

}
