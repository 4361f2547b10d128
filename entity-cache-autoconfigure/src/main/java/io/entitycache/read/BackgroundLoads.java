package io.entitycache.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.tier.Level2.Reservation;
import io.entitycache.tier.LocalEntry;
import io.entitycache.tier.LocalTier;
import org.jspecify.annotations.Nullable;

/**
 * Loads of one region that no reader waits for. What they read replaces what the levels
 * hold, behind the same fences as any other load; readers are served the old until then.
 * They count loads and fills, and no reads. Safe for use by several threads.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public final class BackgroundLoads<K, V> {

	/* So many slots in one exchange that it ends within the shared level's timeouts. */

	private static final int PORTION = 200;

	/** No entry of ours: an empty key is no id. */
	private static final String CLOCK = "";

	private final RegionParts<K, V> parts;

	BackgroundLoads(RegionParts<K, V> parts) {
		this.parts = parts.background();
	}

	/** Whether it is known that nothing has been missed. */
	public boolean isConnected() {
		return this.parts.node().lease().isTrusted(this.parts.node().ticker().read());
	}

	/** The keys of the values in level 1. */
	public Set<K> keys() {
		Set<K> keys = new LinkedHashSet<>();
		LocalTier<K, V> local = this.parts.local();
		if (local != null) {
			local.forEach(this.parts.node().ticker().read(), (key, entry) -> {
				if (!entry.isAbsent()) {
					keys.add(key);
				}
			});
		}
		return keys;
	}

	/** The keys that level 1 was asked for most, at most as many. */
	public List<K> mostUsed(int limit) {
		LocalTier<K, V> local = this.parts.local();
		return (local != null) ? local.mostUsed(limit) : List.of();
	}

	/** Whether level 1 takes the key without dropping another one. */
	public boolean hasRoomFor(K key) {
		LocalTier<K, V> local = this.parts.local();
		return local != null && local.hasRoomFor(key);
	}

	/** What level 1, else level 2, holds for the keys. */
	public Map<K, Cached<V>> known(Collection<K> keys) {
		Map<K, Cached<V>> known = new HashMap<>();
		portions(this.parts.rule().keys(keys)).forEach((portion) -> known.putAll(knownOf(portion)));
		return given(keys, known);
	}

	/** The same, by the keys that were asked for. */
	private Map<K, Cached<V>> given(Collection<K> keys, Map<K, Cached<V>> found) {
		KeyRule<K, V> rule = this.parts.rule();
		if (rule.isExact()) {
			return found;
		}
		Map<K, Cached<V>> given = new LinkedHashMap<>();
		for (K key : keys) {
			Cached<V> cached = found.get(rule.key(key));
			if (cached != null) {
				given.put(key, cached);
			}
		}
		return given;
	}

	private Map<K, Cached<V>> knownOf(List<K> keys) {
		Map<K, Cached<V>> known = new HashMap<>();
		long now = this.parts.node().ticker().read();
		LocalTier<K, V> local = this.parts.local();
		SharedRegion<K, V> shared = this.parts.shared();
		if (shared != null) {
			shared.find(keys, now).forEach((key, found) -> known.put(key, found.cached()));
		}
		for (K key : keys) {
			@Nullable LocalEntry<V> entry = (local != null) ? local.find(key, now) : null;
			if (entry != null) {
				known.put(key, entry);
			}
		}
		return known;
	}

	/**
	 * Loads what level 1 has and level 2 does not have, or has otherwise: that has just
	 * been filled from the database. What level 2 does not answer for is left to the next
	 * reader.
	 */
	public void compare(Loader<K, V> loader) {
		LocalTier<K, V> local = this.parts.local();
		SharedRegion<K, V> shared = this.parts.shared();
		if (local == null || shared == null || !this.parts.policy().level2()) {
			return;
		}
		Map<K, Cached<V>> held = new LinkedHashMap<>();
		local.forEach(this.parts.node().ticker().read(), (key, entry) -> held.put(key, entry));
		for (List<K> portion : portions(List.copyOf(held.keySet()))) {
			Map<K, Cached<V>> some = new LinkedHashMap<>();
			portion.forEach((key) -> some.put(key, Objects.requireNonNull(held.get(key))));
			List<K> doubtful = shared.contradicted(some, this.parts.node().ticker().read());
			if (doubtful == null) {
				some.keySet().forEach(local::evict);
			}
			else if (!doubtful.isEmpty()) {
				doubtful.forEach(local::evict);
				newLoad(doubtful, loader).runFromDatabase();
			}
		}
	}

	/**
	 * Takes the keys into level 1, from level 2 if it has them, else from the database.
	 */
	public void take(Collection<K> keys, Loader<K, V> loader) {
		for (List<K> portion : portions(this.parts.rule().keys(keys))) {
			newLoad(portion, loader).run();
		}
	}

	/** The values and absences of the keys in the database. */
	public Map<K, Cached<V>> reload(Collection<K> keys, Loader<K, V> loader) {
		Map<K, Cached<V>> loaded = new LinkedHashMap<>();
		for (List<K> portion : portions(this.parts.rule().keys(keys))) {
			loaded.putAll(newLoad(portion, loader).runFromDatabase());
		}
		return given(keys, loaded);
	}

	private RegionLoad<K, V> newLoad(List<K> keys, Loader<K, V> loader) {
		return new RegionLoad<>(this.parts, keys, Map.of(), loader, loader.snapshot(), this.parts.newTicket(), null);
	}

	/**
	 * Reads a page of values of which nobody knows the keys before, and which sees what
	 * was committed before it began. Nothing of it is kept yet. Where no single answer of
	 * level 2 can stand for all slots, the page is read twice: its slots have to be asked
	 * before it.
	 * @param reader reads the page, in order
	 */
	public Page read(Supplier<Map<K, V>> reader) {
		SharedRegion<K, V> shared = this.parts.shared();
		FillTicket ticket = this.parts.newTicket();
		if (shared == null) {
			return new Page(ticket, reader.get(), null);
		}
		if (shared.hasOneClock()) {
			Long time = shared.time(new EntryKey(this.parts.name(), CLOCK));
			return new Page(ticket.reserved(time), reader.get(), null);
		}
		Map<K, Reservation> reservations = reserve(shared, reader.get().keySet());
		return new Page(this.parts.newTicket(), reader.get(), reservations);
	}

	private @Nullable Map<K, Reservation> reserve(SharedRegion<K, V> shared, Set<K> keys) {
		Map<K, Reservation> reservations = new HashMap<>();
		for (List<K> portion : portions(this.parts.rule().keys(keys))) {
			Map<K, Reservation> some = shared.reserve(portion);
			if (some == null) {
				return null;
			}
			reservations.putAll(some);
		}
		return reservations;
	}

	private static <K, V> Map<K, Cached<V>> cached(List<K> keys, Map<K, V> values) {
		Map<K, Cached<V>> cached = new LinkedHashMap<>();
		keys.forEach((key) -> cached.put(key, Cached.ofNullable(values.get(key))));
		return cached;
	}

	private static <E> List<List<E>> portions(List<E> all) {
		List<List<E>> portions = new ArrayList<>();
		for (int start = 0; start < all.size(); start += PORTION) {
			portions.add(all.subList(start, Math.min(start + PORTION, all.size())));
		}
		return portions;
	}

	/** A page that was read, with the right to keep it. Used by one thread. */
	public final class Page {

		private final FillTicket ticket;

		private final Map<K, V> values;

		private final @Nullable Map<K, Reservation> reservations;

		private Page(FillTicket ticket, Map<K, V> values, @Nullable Map<K, Reservation> reservations) {
			this.ticket = ticket;
			this.values = values;
			this.reservations = reservations;
		}

		/** What was read, in the order of the page. */
		public Map<K, V> values() {
			return this.values;
		}

		/**
		 * Keeps the values of the page but those that are left out. Level 1 takes them as
		 * long as it has room, and none of its entries makes way for them.
		 */
		public Kept keepAllBut(Set<K> leftOut) {
			Filling<K, V> filling = new Filling<>(BackgroundLoads.this.parts, Filling.Room.FREE);
			List<K> kept = this.values.keySet().stream().filter((key) -> !leftOut.contains(key)).toList();
			portions(kept).forEach((portion) -> keep(portion, filling));
			return new Kept(filling.refused(), filling.withoutRoom());
		}

		private void keep(List<K> keys, Filling<K, V> filling) {
			Map<K, Cached<V>> portion = BackgroundLoads.this.parts.rule().keyed(cached(keys, this.values));
			Map<K, Reservation> reserved = this.reservations;
			if (reserved == null) {
				filling.fillPage(portion, this.ticket);
			}
			else {
				filling.fill(portion, reserved, this.ticket);
			}
		}

		/**
		 * Has another region keep what the page tells about it, where one answer of level
		 * 2 stands for all slots; elsewhere its readers load that.
		 */
		public <P, W> void tell(BackgroundLoads<P, W> other, Map<P, W> told) {
			if (this.reservations == null) {
				Filling<P, W> filling = new Filling<>(other.parts, Filling.Room.FREE);
				Map<P, W> keyed = other.parts.rule().keyed(told);
				portions(List.copyOf(keyed.keySet()))
					.forEach((portion) -> filling.fillPage(cached(portion, keyed), this.ticket));
			}
		}

	}

	/**
	 * What became of a page.
	 *
	 * @param refused values that were not admitted
	 * @param withoutRoom values that level 1 had no room for
	 */
	public record Kept(long refused, long withoutRoom) {
	}

}
