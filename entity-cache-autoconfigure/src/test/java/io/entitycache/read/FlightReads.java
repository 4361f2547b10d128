package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.entitycache.Cached;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.FillFence;

/** Reads of one key through flights alone, small enough for a checker. */
public final class FlightReads {

	private final FillFence raised = new FillFence(new FenceClock());

	private final SingleFlight<Integer, String> flights;

	private FlightReads(boolean fenced) {
		this.flights = new SingleFlight<>(fenced ? this.raised : new FillFence(new FenceClock()));
	}

	/** As the read path does it. */
	public static FlightReads fenced() {
		return new FlightReads(true);
	}

	/** Flights that know nothing of invalidations. */
	public static FlightReads unfenced() {
		return new FlightReads(false);
	}

	/** The key was invalidated. */
	public void evict() {
		this.raised.raise(1);
	}

	/** Reads the key. */
	public String read(Supplier<String> load) {
		Flight<String> mine = new Flight<>(this.raised.now());
		Flight<String> flight = this.flights.joinOrLead(1, mine);
		if (flight == mine) {
			mine.succeed(new Cached<>(load.get()));
			this.flights.land(1, mine);
		}
		try {
			return flight.await(Duration.ofHours(1)).cached().value();
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
