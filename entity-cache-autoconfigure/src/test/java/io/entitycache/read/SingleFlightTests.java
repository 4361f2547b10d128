package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.entitycache.Cached;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.FillFence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SingleFlightTests {

	private final FillFence fence = new FillFence(new FenceClock());

	private final SingleFlight<Long, String> flights = new SingleFlight<>(this.fence);

	@Test
	void whoeverAsksMeanwhileJoins() {
		Flight<String> first = lead();

		assertThat(this.flights.joinOrLead(1L, flight())).isSameAs(first);
		assertThat(this.flights.isUnderWay(1L)).isTrue();
		assertThat(this.flights.isUnderWay(2L)).isFalse();
	}

	@Test
	void whoeverAsksAfterwardsLeads() {
		Flight<String> first = lead();
		this.flights.land(1L, first);

		assertThat(this.flights.isUnderWay(1L)).isFalse();
		assertThat(lead()).isNotSameAs(first);
	}

	@Test
	void lateReaderNeverJoinsAnEarlyFlight() {
		lead();
		this.fence.raise(1L);
		assertThat(this.flights.isUnderWay(1L)).isFalse();

		Flight<String> late = flight();
		assertThat(this.flights.joinOrLead(1L, late)).isSameAs(late);
	}

	@Test
	void withoutTheFenceALateReaderWouldJoin() {
		SingleFlight<Long, String> unfenced = new SingleFlight<>(new FillFence(new FenceClock()));
		Flight<String> early = flight();
		unfenced.joinOrLead(1L, early);
		this.fence.raise(1L);

		assertThat(unfenced.joinOrLead(1L, flight())).isSameAs(early);
	}

	@Test
	void earlyFlightThatLandsLeavesTheLateOne() {
		Flight<String> early = lead();
		this.fence.raiseAll();
		Flight<String> late = lead();
		this.flights.land(1L, early);

		assertThat(this.flights.joinOrLead(1L, flight())).isSameAs(late);
	}

	@Test
	void waitEndsWithTheFlightOrWithTheTimeout() throws TimeoutException {
		Flight<String> flight = flight();
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> flight.await(Duration.ofMillis(1)));

		flight.succeed(new Cached<>("a"));

		assertThat(flight.await(Duration.ZERO).cached()).isEqualTo(new Cached<>("a"));
	}

	@Test
	void threadWithAConnectionDoesNotJoinTheLoadOfOneWithout() {
		Flight<String> without = lead();
		Flight<String> with = new Flight<>(this.fence.now(), /* connected= */ true);

		assertThat(this.flights.joinOrLead(1L, with)).isSameAs(with);
		this.flights.land(1L, without);

		assertThat(this.flights.joinOrLead(1L,
				new Flight<>(this.fence.now(), /* connected= */ true)))
			.isSameAs(with);
		assertThat(this.flights.joinOrLead(1L, flight())).isSameAs(with);
	}

	private Flight<String> lead() {
		Flight<String> mine = flight();
		assertThat(this.flights.joinOrLead(1L, mine)).isSameAs(mine);
		return mine;
	}

	private Flight<String> flight() {
		return new Flight<>(this.fence.now(), /* connected= */ false);
	}

}
