package io.entitycache.read;

import io.entitycache.tier.FenceClock;
import io.entitycache.tier.FillFence;

/** Flights of one key alone, small enough for a checker. */
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

	/** The flight that a reader who comes now waits for, be it its own. */
	public Object joinOrLead() {
		return this.flights.joinOrLead(1, new Flight<>(this.raised.now(), /* connected= */ false));
	}

}
