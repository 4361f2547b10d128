package io.entitycache.tier;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.entitycache.tier.SharedView.Position;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedViewTests {

	private static final long NOW = Long.MAX_VALUE - 10;

	private final SharedView view = new SharedView();

	@Test
	void nothingIsBelievedBeforeAnythingIsKnown() {
		assertThat(this.view.believes("product", 0, 0)).isFalse();
		assertThat(this.view.believes("product", 7, 1)).isFalse();
		assertThat(this.view.position()).isEqualTo(Position.UNKNOWN);
	}

	@Test
	void entriesBelowTheFloorOfTheirRegionAreStale() {
		this.view.reset(new Position(7, 10), Map.of("product", 5L), Map.of());

		assertThat(this.view.believes("product", 7, 4)).isFalse();
		assertThat(this.view.believes("product", 7, 5)).isTrue();
		assertThat(this.view.believes("stock", 7, 0)).isTrue();
		assertThat(this.view.believes("stock", 8, 99)).isFalse();
	}

	@Test
	void floorOnlyRisesAndOnlyInItsHistory() {
		this.view.reset(new Position(7, 10), Map.of(), Map.of());
		this.view.raiseFloor("product", 7, 12);
		this.view.raiseFloor("product", 7, 11);
		this.view.raiseFloor("product", 8, 99);

		assertThat(this.view.believes("product", 7, 11)).isFalse();
		assertThat(this.view.believes("product", 7, 12)).isTrue();
	}

	@Test
	void floorSurvivesWhatIsApplied() {
		this.view.reset(new Position(7, 10), Map.of(), Map.of());
		this.view.raiseFloor("product", 7, 11);
		this.view.applied(11);
		this.view.applied(12);

		assertThat(this.view.position()).isEqualTo(new Position(7, 12));
		assertThat(this.view.believes("product", 7, 10)).isFalse();
	}

	@Test
	void floorRaisedWhileTheStateOfTheSameHistoryWasOnItsWaySurvives() {
		this.view.reset(new Position(7, 10), Map.of(), Map.of());
		this.view.raiseFloor("product", 7, 11);
		this.view.reset(new Position(7, 10), Map.of("product", 3L), Map.of());

		assertThat(this.view.believes("product", 7, 10)).isFalse();
	}

	@Test
	void newHistoryStartsWithItsOwnFloors() {
		this.view.reset(new Position(7, 10), Map.of("product", 9L), Map.of());
		this.view.reset(new Position(8, 2), Map.of("stock", 2L), Map.of());

		assertThat(this.view.believes("product", 8, 0)).isTrue();
		assertThat(this.view.believes("product", 7, 10)).isFalse();
		assertThat(this.view.believes("stock", 8, 1)).isFalse();
	}

	@Test
	void fluxLastsUntilItsTransactionHasEnded() {
		this.view.enterFlux("product", 1, NOW + 100);
		this.view.enterFlux("product", 2, NOW + 100);
		this.view.leaveFlux("product", 1);

		assertThat(this.view.isInFlux("product", NOW)).isTrue();
		assertThat(this.view.isInFlux("stock", NOW)).isFalse();
		this.view.leaveFlux("product", 2);
		assertThat(this.view.isInFlux("product", NOW)).isFalse();
	}

	@Test
	void fluxEndsByItselfButNotForLoadsThatBeganInIt() {
		this.view.enterFlux("product", 1, NOW + 100);

		assertThat(this.view.isInFlux("product", NOW + 100)).isFalse();
		assertThat(this.view.isInFlux("product", NOW + 99)).isTrue();
	}

	@Test
	void fluxWithoutAWordIsForgottenInTheEnd() {
		this.view.enterFlux("product", 1, NOW);
		this.view.enterFlux("product", 2, NOW + TimeUnit.MINUTES.toNanos(15));

		assertThat(this.view.isInFlux("product", NOW - 1)).isTrue();
		this.view.leaveFlux("product", 2);
		assertThat(this.view.isInFlux("product", NOW - 1)).isFalse();
	}

	@Test
	void fluxOfANewStateReplacesTheOld() {
		this.view.enterFlux("product", 1, NOW + 100);
		this.view.reset(new Position(7, 10), Map.of(), Map.of("stock", Map.of(2L, NOW + 100)));

		assertThat(this.view.isInFlux("product", NOW)).isFalse();
		assertThat(this.view.isInFlux("stock", NOW)).isTrue();
	}

	@RepeatedTest(50)
	void fluxIsNotLostWhenAnotherTransactionLeaves() throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		Thread other = new Thread(() -> {
			await(start);
			for (int i = 0; i < 500; i++) {
				this.view.enterFlux("product", 1, NOW + 100);
				this.view.leaveFlux("product", 1);
			}
		});
		other.start();
		start.countDown();
		for (int i = 0; i < 500; i++) {
			this.view.enterFlux("product", 2, NOW + 100);
			assertThat(this.view.isInFlux("product", NOW)).isTrue();
			this.view.leaveFlux("product", 2);
		}
		other.join();
	}

	@RepeatedTest(20)
	void entryOfAnOldHistoryIsNeverMeasuredByTheFloorsOfTheNext() throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		Map<String, Long> floors = new HashMap<>(Map.of("product", 9L));
		this.view.reset(new Position(7, 10), floors, Map.of());
		Thread changes = new Thread(() -> {
			await(start);
			for (int i = 0; i < 1_000; i++) {
				this.view.reset(new Position(8, 10), Map.of(), Map.of());
				this.view.reset(new Position(7, 10), floors, Map.of());
			}
		});
		changes.start();
		start.countDown();
		while (changes.isAlive()) {
			assertThat(this.view.believes("product", 7, 5)).isFalse();
		}
		changes.join();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
