package io.entitycache.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.entitycache.history.HistoryEvent.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryCheckerTests {

	private static final long MS = 1_000_000;

	private final List<HistoryEvent> events = new ArrayList<>();

	private final List<FaultWindow> faults = new ArrayList<>();

	private void event(Kind kind, String node, long number, long start, long end) {
		this.events.add(new HistoryEvent(kind, node, 1, number, start * MS, end * MS));
	}

	private void commit(String node, long number, long start, long end) {
		event(Kind.INTENT, node, number, start, start);
		event(Kind.COMMIT, node, number, start, end);
	}

	private HistoryVerdict check(long inDatabase) {
		return new HistoryChecker(this.events, Map.of(1L, inDatabase), Duration.ofMillis(100), this.faults).check();
	}

	@Test
	void aHistoryInOrderIsGood() {
		event(Kind.READ, "a", 0, 0, 1);
		commit("a", 1, 10, 20);
		event(Kind.READ, "b", 0, 25, 26);
		event(Kind.READ, "a", 1, 30, 31);
		event(Kind.FINAL, "a", 1, 500, 501);

		HistoryVerdict verdict = check(1);

		assertThat(verdict.violations()).isEmpty();
		assertThat(verdict.isGood()).isTrue();
		assertThat(verdict.staleness()).containsExactly(5 * MS);
	}

	@Test
	void whatNobodyCommittedIsFound() {
		event(Kind.READ, "a", HistoryWorker.ROLLED_BACK, 0, 1);
		event(Kind.FINAL, "a", 0, 500, 501);

		assertThat(check(0).violations()).singleElement().asString().contains("nobody had committed");
	}

	@Test
	void whatWasNotYetAboutToBeCommittedIsFound() {
		event(Kind.READ, "a", 1, 0, 5);
		commit("b", 1, 10, 20);
		event(Kind.FINAL, "a", 1, 500, 501);

		assertThat(check(1).violations()).singleElement().asString().contains("nobody had committed");
	}

	@Test
	void missingTheOwnCommitIsFound() {
		commit("a", 1, 10, 20);
		event(Kind.READ, "a", 0, 21, 22);
		event(Kind.FINAL, "a", 1, 500, 501);

		assertThat(check(1).violations()).singleElement().asString().contains("own commit");
	}

	@Test
	void goingBackLongAfterwardsIsFound() {
		commit("b", 1, 10, 20);
		event(Kind.READ, "a", 1, 21, 22);
		event(Kind.READ, "a", 0, 2_000, 2_001);
		event(Kind.FINAL, "a", 1, 5_000, 5_001);

		assertThat(check(1).violations()).anySatisfy((violation) -> assertThat(violation).contains("went back"));
	}

	@Test
	void goingBackUntilTheAnnouncementArrivesIsNot() {
		commit("b", 1, 10, 20);
		event(Kind.READ, "a", 1, 21, 22);
		event(Kind.READ, "a", 0, 23, 24);
		event(Kind.FINAL, "a", 1, 500, 501);

		assertThat(check(1).violations()).isEmpty();
	}

	@Test
	void beingOutOfDateTooLongIsFoundUnlessAFaultExplainsIt() {
		commit("b", 1, 10, 20);
		event(Kind.READ, "a", 0, 200, 201);
		event(Kind.FINAL, "a", 1, 500, 501);

		assertThat(check(1).violations()).singleElement().asString().contains("180 ms");

		this.faults.add(new FaultWindow(Fault.CLIENTS_PAUSED, 20 * MS, 120 * MS));
		assertThat(check(1).violations()).isEmpty();
	}

	@Test
	void differingFromTheDatabaseAtRestIsFound() {
		commit("b", 1, 10, 20);
		event(Kind.FINAL, "a", 0, 500, 501);

		assertThat(check(1).violations()).singleElement().asString().contains("does not equal the database");
	}

	@Test
	void aHistoryWithoutAnEndIsNotGood() {
		event(Kind.READ, "a", 0, 0, 1);

		assertThat(check(0).isGood()).isFalse();
	}

}
