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
 * everybody else who asks meanwhile waits for that thread, within the load timeout, and
 * loads the key itself after that.
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
		if (!isShareable(snapshot)) {
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
		if (isShareable(snapshot)) {
			FillTicket ticket = this.parts.newTicket();
			Flight<V> mine = newFlight(ticket, snapshot);
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
			flight.fail(ex, isOwnFault(ex, snapshot));
			throw ex;
		}
		finally {
			this.flights.land(key, flight);
		}
	}

	private boolean isShareable(Loader.Snapshot snapshot) {
		return snapshot.isShareable(this.parts.node().ticker().read(), this.parts.policy().loadTimeout());
	}

	private static <V> Flight<V> newFlight(FillTicket ticket, Loader.Snapshot snapshot) {
		return new Flight<>(snapshot.ticket(ticket).fence(), snapshot.connected());
	}

	// Its transaction or connection, or how long it had to wait for one: another thread's
	// load can go better.
	private static boolean isOwnFault(Throwable failure, Loader.Snapshot snapshot) {
		return snapshot.connected() || failure instanceof LoadTimeoutException
				|| Thread.currentThread().isInterrupted();
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
				Flight<V> mine = newFlight(ticket, this.snapshot);
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
			List<K> failed = new ArrayList<>();
			List<K> inVain = new ArrayList<>();
			joined.forEach((key, flight) -> {
				switch (join(key, flight)) {
					case ANSWERED -> {
					}
					case FAILED -> failed.add(key);
					case IN_VAIN -> inVain.add(key);
				}
			});
			if (!failed.isEmpty()) {
				read(failed, joins - 1, null);
			}
			if (!inVain.isEmpty()) {
				this.answers.putAll(loadAlone(inVain));
			}
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
				boolean ownFault = isOwnFault(ex, this.snapshot);
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

		private Joined join(K key, Flight<V> flight) {
			Cached<V> old = this.stale.get(key);
			if (old != null) {
				ReadBehindLocal.this.parts.counters().staleHits.increment();
				this.answers.put(key, old);
				return Joined.ANSWERED;
			}
			Flight.Result<V> result;
			try {
				result = this.patience.await(flight);
			}
			catch (TimeoutException ex) {
				return Joined.IN_VAIN;
			}
			Throwable failure = result.failure();
			if (failure == null) {
				ReadBehindLocal.this.parts.counters().misses.increment();
				put(key, result.cached());
				return Joined.ANSWERED;
			}
			if (result.alone()) {
				return Joined.FAILED;
			}
			throw rethrown(failure);
		}

		// The time to wait for others is over: nothing here waits for them once more.
		private Map<K, Cached<V>> loadAlone(List<K> keys) {
			RegionParts<K, V> alone = ReadBehindLocal.this.parts.alone();
			return new RegionLoad<>(alone, keys, this.stale, this.loader, this.snapshot, alone.newTicket(), null).run();
		}

		private void put(K key, @Nullable Cached<V> cached) {
			if (cached != null) {
				this.answers.put(key, cached);
			}
		}

		private RuntimeException rethrown(Throwable failure) {
			if (failure instanceof Error error) {
				throw error;
			}
			return (RuntimeException) failure;
		}

	}

	/** What came of the wait for another thread's load. */
	private enum Joined {

		/** An answer. */
		ANSWERED,

		/** The load failed for a reason of its own. */
		FAILED,

		/** The load did not end in time. */
		IN_VAIN

	}

}
