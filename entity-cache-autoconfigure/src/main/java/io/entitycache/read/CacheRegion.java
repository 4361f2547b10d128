package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

import io.entitycache.CacheStatistics;
import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Freshness;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import io.entitycache.tier.FillFence;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.tier.LocalEntry;
import io.entitycache.tier.LocalLink;
import io.entitycache.tier.Level2;
import io.entitycache.tier.LocalTicket;
import io.entitycache.tier.LocalTier;
import io.entitycache.tier.SharedTier;
import org.jspecify.annotations.Nullable;

import org.springframework.util.CollectionUtils;

/**
 * One region of the cache: level 1, else one flight per key that asks level 2, else the
 * database, and fills both levels behind their fences. Single and bulk reads are the same
 * path.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public class CacheRegion<K, V> implements InvalidationTarget {

	private final KeyCodec<K> keys;

	private final KeyRule<K, V> rule;

	private final RegionParts<K, V> parts;

	private final ReadBehindLocal<K, V> behindLocal;

	private @Nullable RefreshAhead<K> ahead;

	private Runnable comparison = () -> {
	};

	public CacheRegion(String name, KeyCodec<K> keys, ValueCodec<V> values, RegionPolicy policy, NodeContext node) {
		this(keys, parts(name, KeyRule.of(keys), values, policy, node));
	}

	/**
	 * Creates the region.
	 * @param owns whether a value may be kept under a key, where the database compares
	 * keys in another way than Java
	 */
	public CacheRegion(String name, KeyCodec<K> keys, BiPredicate<K, V> owns, ValueCodec<V> values, RegionPolicy policy,
			NodeContext node) {
		this(keys, parts(name, new KeyRule<>(keys, owns), values, policy, node));
	}

	private CacheRegion(KeyCodec<K> keys, RegionParts<K, V> parts) {
		this(keys, parts, new SingleFlight<>(parts.fence()));
	}

	CacheRegion(KeyCodec<K> keys, RegionParts<K, V> parts, SingleFlight<K, V> flights) {
		this.keys = keys;
		this.rule = parts.rule();
		this.parts = parts;
		this.behindLocal = new ReadBehindLocal<>(parts, flights);
	}

	private static <K, V> RegionParts<K, V> parts(String name, KeyRule<K, V> rule, ValueCodec<V> values,
			RegionPolicy policy, NodeContext node) {
		FillFence fence = new FillFence(node.fenceClock(), node.ticker(), policy.replicaLag());
		RegionCounters counters = new RegionCounters();
		LocalTier<K, V> local = policy.level1() ? new LocalTier<>(policy.maximumSize(), fence, node.lease(),
				new RegionEvents(name, node.observer())::evicted) : null;
		SharedRegion<K, V> shared = (node.shared() != null)
				? new SharedRegion<>(name, rule.keys(), values, policy, node, node.shared(), counters) : null;
		return new RegionParts<>(name, rule, policy, node, fence, local, shared, counters);
	}

	@Override
	public String name() {
		return this.parts.name();
	}

	/**
	 * The name under which the key is announced.
	 * @throws IllegalArgumentException if it is no key of this region
	 */
	public EntryKey entryKey(K key) {
		return new EntryKey(name(), this.keys.encode(key));
	}

	/**
	 * Whether every form of the key has the same entry. If not, what is said of a row by
	 * this key is said of the whole region.
	 */
	public boolean isNamed(K key) {
		return this.keys.isNamed(key);
	}

	/** What is stale if the key's value is. */
	public Invalidation invalidation(K key) {
		return isNamed(key) ? Invalidation.of(entryKey(key)) : Invalidation.ofRegion(name());
	}

	/**
	 * The key as announcements mean it: equal for all keys of the same text, and shared
	 * with nobody who could change it.
	 * @throws IllegalArgumentException if it is no key of this region
	 */
	public K canonical(K key) {
		boolean plain = key instanceof String || key instanceof Long || key instanceof Integer || key instanceof UUID
				|| key instanceof Enum<?>;
		return (plain && this.rule.isExact()) ? key : this.keys.decode(this.keys.encode(key));
	}

	/**
	 * Level 1's entry of the key if that is fresh, else {@code null}. Only an absence
	 * counts as a hit: a value is on the way to another one.
	 * @param now the time, see {@link #now()}
	 */
	public @Nullable LocalEntry<V> pointer(K given, long now) {
		K key = this.rule.key(given);
		LocalEntry<V> entry = findLocal(key, now);
		if (entry == null || !entry.isFresh(now)) {
			return null;
		}
		if (entry.isAbsent()) {
			hit(key, entry, now);
		}
		return entry;
	}

	/**
	 * The entry that the link leads to if it is fresh, counted as a hit, else
	 * {@code null}, not counted as anything.
	 * @param key the entry's key
	 * @param now the time, see {@link #now()}
	 */
	public @Nullable Cached<V> hit(K key, LocalLink<V> link, long now) {
		LocalTier<K, V> local = this.parts.local();
		LocalEntry<V> entry = (local != null) ? local.follow(link, now) : null;
		return (entry != null && entry.isFresh(now)) ? hit(key, entry, now) : null;
	}

	/**
	 * The value or the absence of the key, {@code null} if it is not known and was not
	 * loaded either.
	 */
	public final @Nullable Cached<V> read(K key, Loader<K, V> loader) {
		return read(key, loader, now());
	}

	/**
	 * As {@link #read(Object, Loader)}, for who has just looked at the clock.
	 * @param now the time, see {@link #now()}
	 */
	public @Nullable Cached<V> read(K given, Loader<K, V> loader, long now) {
		K key = this.rule.key(given);
		LocalEntry<V> entry = findLocal(key, now);
		if (entry == null) {
			return this.behindLocal.read(key, null, loader);
		}
		if (entry.isFresh(now)) {
			return hit(key, entry, now);
		}
		if (this.ahead != null && this.ahead.stale(key)) {
			this.parts.counters().staleHits.increment();
			return entry;
		}
		return this.behindLocal.read(key, entry, loader);
	}

	/**
	 * Has values loaded anew before they are no longer fresh. To be called before anybody
	 * reads.
	 */
	public void refreshAhead(RefreshAhead<K> refreshAhead) {
		this.ahead = refreshAhead;
	}

	/**
	 * Says how {@link #compareLocal} is done. To be called before anybody announces.
	 * @param comparison must not wait
	 */
	public void compareBy(Runnable comparison) {
		this.comparison = comparison;
	}

	@Override
	public void compareLocal() {
		this.comparison.run();
	}

	/**
	 * The values and absences of the keys, in the order of the keys; what is not known
	 * and was not loaded either is left out.
	 */
	public Map<K, Cached<V>> readAll(Collection<? extends K> wanted, Loader<K, V> loader) {
		return readAll(wanted, loader, JointRead.NONE);
	}

	/**
	 * As {@link #readAll(Collection, Loader)}, with what a look at level 2 for several
	 * regions has found.
	 */
	public Map<K, Cached<V>> readAll(Collection<? extends K> wanted, Loader<K, V> loader, JointRead joint) {
		return this.rule.isExact() ? readDistinct(wanted, loader, joint) : readEqual(wanted, loader, joint);
	}

	private Map<K, Cached<V>> readEqual(Collection<? extends K> wanted, Loader<K, V> loader, JointRead joint) {
		Map<K, Cached<V>> found = readDistinct(this.rule.keys(wanted), loader, joint);
		Map<K, Cached<V>> answers = new LinkedHashMap<>();
		for (K given : wanted) {
			Cached<V> cached = found.get(this.rule.key(given));
			if (cached != null) {
				answers.put(given, cached);
			}
		}
		return answers;
	}

	private Map<K, Cached<V>> readDistinct(Collection<? extends K> wanted, Loader<K, V> loader, JointRead joint) {
		// One map: what is not found at once keeps its place among the answers.
		Map<K, Cached<V>> answers = CollectionUtils.newLinkedHashMap(wanted.size());
		Map<K, Cached<V>> stale = new HashMap<>();
		List<K> missing = askLocal(wanted, answers, stale);
		if (!missing.isEmpty()) {
			Map<K, Cached<V>> found = this.behindLocal.read(missing, stale, loader, joint.of(this));
			for (K key : missing) {
				Cached<V> cached = found.get(key);
				if (cached != null) {
					answers.put(key, cached);
				}
				else {
					answers.remove(key);
				}
			}
		}
		return answers;
	}

	private List<K> askLocal(Collection<? extends K> wanted, Map<K, Cached<V>> answers, Map<K, Cached<V>> stale) {
		long now = now();
		List<K> missing = new ArrayList<>();
		int hits = 0;
		for (K key : wanted) {
			LocalEntry<V> entry = findLocal(key, now);
			if (entry != null && entry.isFresh(now)) {
				if (answers.put(key, entry) == null) {
					hits++;
					noteHit(key, entry, now);
				}
			}
			else if (answers.putIfAbsent(key, Cached.absent()) == null) {
				missing.add(key);
				if (entry != null) {
					stale.put(key, entry);
				}
			}
		}
		this.parts.counters().level1Hits.add(hits);
		return missing;
	}

	/**
	 * As {@link #read}, from the database: what the levels hold has turned out to be
	 * wrong.
	 */
	public @Nullable Cached<V> reload(K given, Loader<K, V> loader) {
		K key = this.rule.key(given);
		evictLocal(key);
		return this.behindLocal.readFromDatabase(key, loader);
	}

	/** Whether keys mean other rows for each tenant, so that only readers can load. */
	public boolean hasTenants() {
		return false;
	}

	/** Loads that no reader waits for; of no use where there are tenants. */
	public BackgroundLoads<K, V> background() {
		return new BackgroundLoads<>(this.parts);
	}

	/**
	 * What level 1, else level 2, holds for the key and may be used; {@code null} if
	 * nothing. Neither loads nor counts.
	 */
	public @Nullable Cached<V> peek(K given) {
		K key = this.rule.key(given);
		long now = now();
		LocalEntry<V> entry = findLocal(key, now);
		if (entry != null) {
			return entry;
		}
		SharedRegion<K, V> shared = this.parts.shared();
		SharedRegion.Found<V> found = (shared != null) ? shared.look(key, now) : null;
		return (found != null) ? found.cached() : null;
	}

	/** How fresh level 1's entry is. */
	public Freshness freshness(K given) {
		K key = this.rule.key(given);
		long now = now();
		LocalEntry<V> entry = findLocal(key, now);
		if (entry == null) {
			return new Freshness(Freshness.State.NOT_CACHED, null);
		}
		if (!entry.isFresh(now)) {
			return new Freshness(Freshness.State.STALE, null);
		}
		return new Freshness(entry.isAbsent() ? Freshness.State.ABSENT : Freshness.State.FRESH,
				Duration.ofNanos(entry.freshUntil() - now));
	}

	/** Shows what level 1 holds and may be used. */
	public void forEach(BiConsumer<K, Cached<V>> action) {
		LocalTier<K, V> local = this.parts.local();
		if (local != null) {
			local.forEach(now(), (key, entry) -> action.accept(key, entry));
		}
	}

	/**
	 * The number of entries in level 1; those whose time is over count until they are
	 * swept.
	 */
	public long size() {
		LocalTier<K, V> local = this.parts.local();
		return (local != null) ? local.size() : 0;
	}

	/** Frees the memory of entries whose time is over. */
	public void sweep() {
		LocalTier<K, V> local = this.parts.local();
		if (local != null) {
			local.sweep(now());
		}
	}

	@Override
	public void evictLocal(String key, InvalidationCause cause) {
		K decoded;
		try {
			decoded = this.keys.decode(key);
		}
		catch (RuntimeException ex) {
			// Whatever is wrong with the text, nothing stale may stay.
			clearLocal(cause);
			return;
		}
		evictLocal(decoded);
		invalidated(cause);
	}

	@Override
	public boolean isClearedSince(LocalTicket moment) {
		return !this.parts.fence().admits(moment.fence());
	}

	@Override
	public LocalTicket localTicket() {
		return moment();
	}

	@Override
	public LocalTicket moment() {
		return new LocalTicket(this.parts.fence().now(), this.parts.node().ticker().read());
	}

	@Override
	@SuppressWarnings("unchecked")
	public void replaceLocal(String key, Object state, LocalTicket ticket, InvalidationCause cause) {
		LocalTier<K, V> local = this.parts.local();
		// Nobody can tell then whether somebody else is about to commit.
		boolean doubtful = !this.rule.isExact()
				|| !this.parts.node().lease().isTrusted(this.parts.node().ticker().read())
				|| this.parts.node().view().isInFlux(name(), ticket.takenAt());
		if (local == null || doubtful) {
			evictLocal(key, cause);
			return;
		}
		new Filling<>(this.parts).replace(local, this.keys.decode(key), (V) state, ticket);
		invalidated(cause);
	}

	@Override
	public Object keyOf(String text) {
		try {
			return this.keys.decode(text);
		}
		catch (RuntimeException ex) {
			return text;
		}
	}

	/** Removes the key from level 1 alone if it has another value there. */
	public void evictOther(K given, V value) {
		K key = this.rule.key(given);
		LocalEntry<V> entry = findLocal(key, now());
		if (entry != null && !value.equals(entry.value())) {
			evictLocal(key);
		}
	}

	/** Removes the key from level 1 alone, as something that turned out to be wrong. */
	public void evictLocal(K given) {
		K key = this.rule.key(given);
		LocalTier<K, V> local = this.parts.local();
		if (local != null) {
			local.evict(key);
		}
		else {
			this.parts.fence().raise(key);
		}
	}

	@Override
	public void clearLocal(InvalidationCause cause) {
		LocalTier<K, V> local = this.parts.local();
		if (local != null) {
			local.clear();
		}
		else {
			this.parts.fence().raiseAll();
		}
		invalidated(cause);
	}

	private void invalidated(InvalidationCause cause) {
		this.parts.counters().invalidations.increment();
		this.parts.node().observer().invalidated(name(), cause, 1);
	}

	/**
	 * The right to fill that a load which begins now has, for {@link #admit};
	 * {@code null} if level 2 cannot vouch for keys that are not known yet.
	 */
	public @Nullable FillTicket ticket() {
		FillTicket ticket = this.parts.newTicket();
		SharedTier shared = this.parts.node().shared();
		if (shared == null) {
			return ticket;
		}
		List<Level2.Reservation> clock = shared.hasOneClock() ? shared.reserve(List.of(new EntryKey(name(), "")))
				: null;
		return (clock != null) ? ticket.reserved(clock.get(0).serverTime()) : null;
	}

	/** The keys that level 1 would drop last, the last one first, at most as many. */
	public List<K> mostUsed(int limit) {
		LocalTier<K, V> local = this.parts.local();
		return (local != null) ? local.mostUsed(limit) : List.of();
	}

	/**
	 * Admits values that a load of another region came by, with that load's ticket, under
	 * the same conditions as values that were loaded for their own sake.
	 */
	public final void admit(Map<K, V> loaded, FillTicket ticket) {
		admission(loaded, ticket).run();
	}

	/**
	 * As {@link #admit}, for later: the values are what they are now, wherever it runs.
	 */
	public Runnable admission(Map<K, V> loaded, FillTicket ticket) {
		Map<K, Cached<V>> values = new HashMap<>();
		loaded.forEach((key, value) -> values.put(this.rule.key(key), new Cached<>(value)));
		return () -> new Filling<>(this.parts).fillByTheWay(values, ticket);
	}

	/** The right to fill that a load which begins now has. */
	final FillTicket newTicket() {
		return this.parts.newTicket();
	}

	/** Everything counted in this region. */
	public CacheStatistics statistics() {
		LocalTier<K, V> local = this.parts.local();
		return (local != null) ? this.parts.counters().all(local.evictions(), local.expirations())
				: this.parts.counters().all(0, 0);
	}

	/** What a region of pointers adds to the statistics of the entities' region. */
	public CacheStatistics pointerStatistics() {
		return this.parts.counters().answersThatEndHere();
	}

	/** Adds keys to a look at level 2. */
	void addTo(JointRead joint, Collection<? extends K> wanted) {
		joint.addKeys(this, this.rule.isExact() ? wanted : this.rule.keys(wanted));
	}

	/** Those of the keys that level 1 has no fresh answer for. */
	final List<K> missing(Collection<? extends K> wanted) {
		long now = now();
		List<K> missing = new ArrayList<>();
		for (K key : wanted) {
			LocalEntry<V> entry = findLocal(key, now);
			if (entry == null || !entry.isFresh(now)) {
				missing.add(key);
			}
		}
		return missing;
	}

	final RegionParts<K, V> parts() {
		return this.parts;
	}

	private @Nullable LocalEntry<V> findLocal(K key, long now) {
		LocalTier<K, V> local = this.parts.local();
		return (local != null) ? local.find(key, now) : null;
	}

	private Cached<V> hit(K key, LocalEntry<V> entry, long now) {
		this.parts.counters().level1Hits.increment();
		noteHit(key, entry, now);
		return entry;
	}

	private void noteHit(K key, LocalEntry<V> entry, long now) {
		if (entry.isAbsent()) {
			this.parts.counters().level1AbsentHits.increment();
		}
		else if (this.ahead != null) {
			this.ahead.hit(key, entry.freshUntil() - now);
		}
	}

	/** This node's time, for {@link #hit} and {@link #read(Object, Loader, long)}. */
	public final long now() {
		return this.parts.node().hitClock().read();
	}

}
