package io.entitycache.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import io.entitycache.Cached;
import io.entitycache.LoadTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the keys that level 1 cannot answer: each is loaded by one thread, and
 * everybody else who asks meanwhile waits for that thread, within the load timeout.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
final class ReadBehindLocal<K, V> {

	private static final int JOINS = 3;

	private final RegionParts<K, V> parts;

	private final SingleFlight<K, V> flights;

	ReadBehindLocal(RegionParts<K, V> parts, SingleFlight<K, V> flights) {
		this.parts = parts;
		this.flights = flights;
	}

	/**
	 * The answers that are known or were loaded, by key.
	 * @param stale answers within their grace, used where the alternative is to wait or
	 * to fail
	 * @param known what level 2 was asked already, {@code null} if it was not
	 */
	Map<K, Cached<V>> read(List<K> missing, Map<K, Cached<V>> stale, Loader<K, V> loader,
			JointRead.@Nullable Known<K, V> known) {
		Loader.Snapshot snapshot = loader.snapshot();
		if (!snapshot.isShareable()) {
			// What such a load sees is nobody else's business, and theirs may be newer.
			return load(missing, stale, loader, snapshot, ticket(known), known);
		}
		Call call = new Call(stale, loader, snapshot);
		call.read(missing, JOINS, known);
		return call.answers;
	}

	/**
	 * As {@link #read(List, Map, Loader, JointRead.Known)}, of one key: what level 2
	 * answers needs no list and no map on its way.
	 */
	@Nullable Cached<V> read(K key, @Nullable Cached<V> stale, Loader<K, V> loader) {
		Loader.Snapshot snapshot = loader.snapshot();
		Map<K, Cached<V>> stales = (stale != null) ? Map.of(key, stale) : Map.of();
		if (snapshot.isShareable()) {
			FillTicket ticket = this.parts.newTicket();
			Flight<V> mine = new Flight<>(ticket.fence());
			if (this.flights.joinOrLead(key, mine) == mine) {
				return lead(key, mine, stales, loader, snapshot, ticket);
			}
		}
		return read(List.of(key), stales, loader, null).get(key);
	}

	private @Nullable Cached<V> lead(K key, Flight<V> flight, Map<K, Cached<V>> stale, Loader<K, V> loader,
			Loader.Snapshot snapshot, FillTicket ticket) {
		try {
			SharedLook<K, V> look = new SharedLook<>(this.parts, key, ticket);
			Cached<V> cached = look.answer();
			if (cached == null) {
				cached = load(List.of(key), stale, loader, snapshot, ticket, look.known()).get(key);
			}
			flight.succeed(cached);
			return cached;
		}
		catch (RuntimeException | Error ex) {
			flight.fail(ex, snapshot == Loader.Snapshot.FRESH_IN_TRANSACTION);
			throw ex;
		}
		finally {
			this.flights.land(key, flight);
		}
	}

	// An answer that level 2 has given already is as old as the ticket of that time.
	private FillTicket ticket(JointRead.@Nullable Known<K, V> known) {
		return (known != null) ? known.ticket() : this.parts.newTicket();
	}

	/** Loads the key, whatever the levels hold. */
	@Nullable Cached<V> readFromDatabase(K key, Loader<K, V> loader) {
		RegionLoad<K, V> load = new RegionLoad<>(this.parts, List.of(key), Map.of(), loader, loader.snapshot(),
				this.parts.newTicket(), null);
		return load.runFromDatabase().get(key);
	}

	private Map<K, Cached<V>> load(List<K> keys, Map<K, Cached<V>> stale, Loader<K, V> loader, Loader.Snapshot snapshot,
			FillTicket ticket, JointRead.@Nullable Known<K, V> known) {
		return new RegionLoad<>(this.parts, keys, stale, loader, snapshot, ticket, known).run();
	}

	/** One caller's reading; used once, by one thread. */
	private final class Call {

		private final Map<K, Cached<V>> stale;

		private final Loader<K, V> loader;

		private final Loader.Snapshot snapshot;

		private Map<K, Cached<V>> answers = new HashMap<>();

		private final Patience patience;

		Call(Map<K, Cached<V>> stale, Loader<K, V> loader, Loader.Snapshot snapshot) {
			this.stale = stale;
			this.loader = loader;
			this.snapshot = snapshot;
			this.patience = new Patience(ReadBehindLocal.this.parts.policy().loadTimeout());
		}

		void read(List<K> keys, int joins, JointRead.@Nullable Known<K, V> known) {
			FillTicket ticket = ticket(known);
			List<K> led = new ArrayList<>(keys.size());
			List<Flight<V>> flown = new ArrayList<>(keys.size());
			Map<K, Flight<V>> joined = new LinkedHashMap<>();
			List<K> alone = new ArrayList<>();
			for (K key : keys) {
				Flight<V> mine = new Flight<>(ticket.fence());
				Flight<V> flight = ReadBehindLocal.this.flights.joinOrLead(key, mine);
				if (flight == mine) {
					led.add(key);
					flown.add(mine);
				}
				else if (flight.isOwn() || joins == 0) {
					// Our own load has led us here again, or others fail again and again.
					alone.add(key);
				}
				else {
					joined.put(key, flight);
				}
			}
			// Own work before waiting, so that two callers can never wait for each other.
			lead(led, flown, ticket, known);
			if (!alone.isEmpty()) {
				this.answers.putAll(load(alone, this.stale, this.loader, this.snapshot, ticket, known));
			}
			joined.forEach((key, flight) -> join(key, flight, joins));
		}

		private void lead(List<K> led, List<Flight<V>> flown, FillTicket ticket,
				JointRead.@Nullable Known<K, V> known) {
			if (led.isEmpty()) {
				return;
			}
			try {
				Map<K, Cached<V>> loaded = load(led, this.stale, this.loader, this.snapshot, ticket, known);
				for (int i = 0; i < led.size(); i++) {
					flown.get(i).succeed(loaded.get(led.get(i)));
				}
				add(loaded);
			}
			catch (RuntimeException | Error ex) {
				boolean ownFault = this.snapshot == Loader.Snapshot.FRESH_IN_TRANSACTION;
				flown.forEach((flight) -> flight.fail(ex, ownFault));
				throw ex;
			}
			finally {
				for (int i = 0; i < led.size(); i++) {
					ReadBehindLocal.this.flights.land(led.get(i), flown.get(i));
				}
			}
		}

		private void add(Map<K, Cached<V>> loaded) {
			if (this.answers.isEmpty()) {
				this.answers = loaded;
			}
			else {
				this.answers.putAll(loaded);
			}
		}

		private void join(K key, Flight<V> flight, int joins) {
			Cached<V> old = this.stale.get(key);
			if (old != null) {
				ReadBehindLocal.this.parts.counters().staleHits.increment();
				this.answers.put(key, old);
				return;
			}
			Flight.Result<V> result = await(flight);
			Throwable failure = result.failure();
			if (failure == null) {
				ReadBehindLocal.this.parts.counters().misses.increment();
				put(key, result.cached());
			}
			else if (result.alone()) {
				read(List.of(key), joins - 1, null);
			}
			else {
				throw rethrown(failure);
			}
		}

		private void put(K key, @Nullable Cached<V> cached) {
			if (cached != null) {
				this.answers.put(key, cached);
			}
		}

		private Flight.Result<V> await(Flight<V> flight) {
			try {
				return this.patience.await(flight);
			}
			catch (TimeoutException ex) {
				RegionPolicy policy = ReadBehindLocal.this.parts.policy();
				throw new LoadTimeoutException(policy.cache(), policy.loadTimeout());
			}
		}

		private RuntimeException rethrown(Throwable failure) {
			if (failure instanceof Error error) {
				throw error;
			}
			return (RuntimeException) failure;
		}

	}

}
