package io.entitycache.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;

/** Rounds of all faults, each in another order, until the time is over; one at least. */
final class FaultSequence implements Iterator<Fault> {

	private final List<Fault> faults;

	private final Random random;

	private final long deadline;

	private final Deque<Fault> round = new ArrayDeque<>();

	private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);

	FaultSequence(List<Fault> faults, long seed, long deadline) {
		this.faults = faults;
		this.random = new Random(seed);
		this.deadline = deadline;
	}

	@Override
	public boolean hasNext() {
		return this.counts.size() < this.faults.size() || System.nanoTime() - this.deadline < 0;
	}

	@Override
	public Fault next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		if (this.round.isEmpty()) {
			List<Fault> shuffled = new ArrayList<>(this.faults);
			Collections.shuffle(shuffled, this.random);
			this.round.addAll(shuffled);
		}
		Fault next = this.round.removeFirst();
		this.counts.merge(next, 1, Integer::sum);
		return next;
	}

	/** How often each has struck. */
	Map<Fault, Integer> counts() {
		return Collections.unmodifiableMap(this.counts);
	}

}
