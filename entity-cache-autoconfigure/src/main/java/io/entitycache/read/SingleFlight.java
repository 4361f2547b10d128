package io.entitycache.read;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.entitycache.tier.FillFence;
import org.jspecify.annotations.Nullable;

/**
 * Lets one load per key and epoch run: whoever asks while a load is under way joins it,
 * unless the key was invalidated after that load began. Bounded by the number of threads
 * that load.
 * <p>
 * A thread that holds a database connection does not join the load of one that still has
 * to get one: the latter may be waiting for the very connection that the former holds. It
 * leads a load of its own, which everybody can join from then on.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
final class SingleFlight<K, V> {

	private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();

	private final FillFence fence;

	SingleFlight(FillFence fence) {
		this.fence = fence;
	}

	/** The flight under way that may be joined, else {@code mine}, which then is. */
	Flight<V> joinOrLead(K key, Flight<V> mine) {
		Flight<V> underWay = this.flights.putIfAbsent(key, mine);
		if (underWay == null) {
			return mine;
		}
		return this.flights.compute(key, (same,
				other) -> (other != null && isJoinable(same, other) && (other.isConnected() || !mine.isConnected()))
						? other : mine);
	}

	/** Whether a load of the key that may be joined is under way. */
	boolean isUnderWay(K key) {
		@Nullable Flight<V> flight = this.flights.get(key);
		return flight != null && isJoinable(key, flight);
	}

	private boolean isJoinable(K key, Flight<V> flight) {
		return this.fence.admits(key, flight.fence());
	}

	/** The flight has ended; whoever asks from now on begins anew. */
	void land(K key, Flight<V> flight) {
		this.flights.remove(key, flight);
	}

}
