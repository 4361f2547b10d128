package io.entitycache.tier;

import java.time.Duration;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.fixtures.ChaosLevel2;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.RecordingObserver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedTierTests {

	private static final List<EntryKey> SLOTS = List.of(new EntryKey("product", "1"));

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final ChaosLevel2 level2 = new ChaosLevel2(this.cluster.level2());

	private final Debt debt = new Debt(10);

	private final ServerClock clock = new ServerClock();

	private final ManualTicker ticker = new ManualTicker();

	private final RecordingObserver observer = new RecordingObserver();

	private final SharedTier tier = new SharedTier(this.level2, this.debt, this.clock, this.ticker, this.observer);

	@Test
	void failedReadIsNoAnswerAndNoException() {
		this.level2.failNext(3);

		assertThat(this.tier.read(SLOTS)).isNull();
		assertThat(this.tier.reserve(SLOTS)).isNull();
		assertThat(this.tier.fill(List.of())).isNull();
		assertThat(this.observer.facts()).containsExactly("failed read", "failed reserve", "failed fill");
	}

	@Test
	void isNotAskedWhileItDoesNotAnswer() {
		this.level2.down(true);
		for (int i = 0; i < 20; i++) {
			assertThat(this.tier.read(SLOTS)).isNull();
		}

		assertThat(this.level2.calls()).isEqualTo(5);
		assertThat(this.tier.isAvailable()).isFalse();
		assertThat(this.observer.count("available false")).isOne();
	}

	@Test
	void isBelievedAgainAfterAProbe() {
		this.level2.failNext(5);
		for (int i = 0; i < 6; i++) {
			this.tier.read(SLOTS);
		}
		this.ticker.advance(Duration.ofMillis(250));

		assertThat(this.tier.read(SLOTS)).hasSize(1);
		assertThat(this.tier.breakerState()).isEqualTo("CLOSED");
		assertThat(this.observer.count("available true")).isOne();
	}

	@Test
	void reservationTellsTheTime() {
		this.tier.reserve(SLOTS);

		assertThat(this.clock.now(this.ticker.read())).isEqualTo(this.cluster.time() + 1);
	}

	@Test
	void reservationOfNothingTellsNothing() {
		assertThat(this.tier.reserve(List.of())).isEmpty();
		assertThat(this.clock.now(this.ticker.read())).isNegative();
	}

	@Test
	void slotIsNotBelievedWhileItsInvalidationIsOwed() {
		this.debt.add(Invalidation.of(SLOTS.get(0)));

		assertThat(this.tier.owes(SLOTS.get(0))).isTrue();
		this.debt.settle(this.debt.owed());
		assertThat(this.tier.owes(SLOTS.get(0))).isFalse();
	}

}
