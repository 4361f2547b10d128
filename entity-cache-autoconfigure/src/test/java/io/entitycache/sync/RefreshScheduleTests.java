package io.entitycache.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.entitycache.CacheSettings.Refresh;
import io.entitycache.EntityCacheObserver;
import io.entitycache.SyncResult;
import io.entitycache.fixtures.InMemoryCoordination;
import io.entitycache.fixtures.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefreshScheduleTests {

	private static final Duration INTERVAL = Duration.ofSeconds(60);

	private static final Duration GAP = Duration.ofSeconds(10);

	private final ManualTicker ticker = new ManualTicker();

	private final InMemoryCoordination coordination = new InMemoryCoordination();

	private final List<CompletableFuture<SyncResult>> refreshes = new ArrayList<>();

	private long endedAt = this.ticker.read() - Duration.ofHours(1).toNanos();

	private long reads;

	private double random;

	@Test
	void intervalOfZeroIsOff() {
		assertThat(schedule(new Refresh(Duration.ZERO, GAP, false, Duration.ZERO)).isOn()).isFalse();
		assertThat(schedule(refresh(false)).isOn()).isTrue();
	}

	@Test
	void delayIsSometimesShorterAndNeverLonger() {
		RefreshSchedule schedule = schedule(refresh(false));

		assertThat(schedule.delay()).isEqualTo(INTERVAL);
		this.random = 0.999;
		assertThat(schedule.delay()).isBetween(Duration.ofSeconds(54), Duration.ofSeconds(55));
	}

	@Test
	void roundRightAfterASyncIsLeftOut() {
		RefreshSchedule schedule = schedule(refresh(false));
		this.endedAt = this.ticker.read();
		this.ticker.advance(GAP.minusNanos(1));
		assertThat(schedule.round()).isNull();

		this.ticker.advance(Duration.ofNanos(1));
		assertThat(schedule.round()).isNotNull();
	}

	@Test
	void unusedCacheIsNotRefreshedIfSaidSo() {
		RefreshSchedule always = schedule(refresh(false));
		RefreshSchedule onlyWhenUsed = schedule(refresh(true));

		assertThat(onlyWhenUsed.round()).isNull();
		this.reads = 1;
		assertThat(onlyWhenUsed.round()).isNotNull();
		nextInterval();
		assertThat(onlyWhenUsed.round()).isNull();
		assertThat(always.round()).isNotNull();
	}

	@Test
	void oneNodePerIntervalDoesIt() {
		RefreshSchedule one = schedule(refresh(false));
		RefreshSchedule two = schedule(refresh(false));

		assertThat(one.round()).isNotNull();
		this.refreshes.get(0).complete(null);
		assertThat(two.round()).isNull();
		nextInterval();
		assertThat(two.round()).isNotNull();
		assertThat(one.round()).isNull();
	}

	@Test
	void failedRoundLeavesTheTurnToAnotherNode() {
		RefreshSchedule one = schedule(refresh(false));
		RefreshSchedule two = schedule(refresh(false));

		one.round();
		this.refreshes.get(0).completeExceptionally(new IllegalStateException());

		assertThat(two.round()).isNotNull();
	}

	@Test
	void nodeWithoutContactDoesItItself() {
		this.coordination.down(true);

		assertThat(schedule(refresh(false)).round()).isNotNull();
	}

	private void nextInterval() {
		this.coordination.advance(INTERVAL);
		this.ticker.advance(INTERVAL);
	}

	private static Refresh refresh(boolean onlyWhenUsed) {
		return new Refresh(INTERVAL, GAP, onlyWhenUsed, Duration.ZERO);
	}

	private RefreshSchedule schedule(Refresh settings) {
		RefreshSchedule.Refreshes work = new RefreshSchedule.Refreshes() {

			@Override
			public long endedAt() {
				return RefreshScheduleTests.this.endedAt;
			}

			@Override
			public CompletableFuture<SyncResult> refreshCheapest() {
				CompletableFuture<SyncResult> refresh = new CompletableFuture<>();
				RefreshScheduleTests.this.refreshes.add(refresh);
				return refresh;
			}

		};
		return new RefreshSchedule("product", settings, work,
				new SyncServices(this.coordination, this.ticker, EntityCacheObserver.NOOP, SyncMarks.NONE),
				() -> this.reads, () -> this.random);
	}

}
