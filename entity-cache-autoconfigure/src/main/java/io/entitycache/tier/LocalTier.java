package io.entitycache.tier;

import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.entitycache.EvictionCause;
import org.jspecify.annotations.Nullable;

/**
 * Level 1 of one region. Nothing can be evicted without raising the fence, and nothing
 * can be filled without the fence time of the load it comes from; there is deliberately
 * no {@code put}.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public final class LocalTier<K, V> {

	/*
	 * Values and absences are in two maps, so that requests for keys without a value,
	 * which anybody can make up, push no value out. A key may be in both for the moment
	 * in which one takes the other's place; each map refuses by the fence what is
	 * outdated, so neither answer is. An entry that is stored ends the other one after
	 * that, and an eviction raises the fence before it removes from both.
	 */

	/** Of the room for values, the part that absences have beside it. */
	private static final int PART = 10;

	private static final long LEAST_ABSENCES = 1_000;

	private final Cache<K, LocalEntry<V>> values;

	private final Cache<K, LocalEntry<V>> absences;

	private final FillFence fence;

	private final Level1Lease lease;

	private final BiConsumer<? super K, EvictionCause> onEviction;

	private final long maximumSize;

	private final LongAdder evictions = new LongAdder();

	private final LongAdder expirations = new LongAdder();

	public LocalTier(long maximumSize, FillFence fence, Level1Lease lease) {
		this(maximumSize, fence, lease, (key, cause) -> {
		});
	}

	/**
	 * Creates an empty tier.
	 * @param maximumSize the number of values it holds; beside them it holds a tenth as
	 * many absences, or a thousand if that is more, but no more absences than values
	 * @param onEviction is told of every entry that is dropped; must not throw
	 */
	public LocalTier(long maximumSize, FillFence fence, Level1Lease lease,
			BiConsumer<? super K, EvictionCause> onEviction) {
		this.onEviction = onEviction;
		this.maximumSize = maximumSize;
		this.values = newMap(maximumSize);
		this.absences = newMap(Math.min(maximumSize, Math.max(LEAST_ABSENCES, maximumSize / PART)));
		this.fence = fence;
		this.lease = lease;
	}

	private Cache<K, LocalEntry<V>> newMap(long size) {
		return Caffeine.newBuilder()
			.maximumSize(size)
			.<K, LocalEntry<V>>evictionListener((key, entry, cause) -> evicted(key, entry))
			.build();
	}

	private ConcurrentMap<K, LocalEntry<V>> mapOf(LocalEntry<V> entry) {
		return (entry.isAbsent() ? this.absences : this.values).asMap();
	}

	private ConcurrentMap<K, LocalEntry<V>> otherThan(LocalEntry<V> entry) {
		return (entry.isAbsent() ? this.values : this.absences).asMap();
	}

	private void evicted(@Nullable K key, @Nullable LocalEntry<V> entry) {
		this.evictions.increment();
		retired(entry);
		if (key != null) {
			this.onEviction.accept(key, EvictionCause.SIZE);
		}
	}

	/** The entry, if it may be used now; it may be past its fresh time. */
	public @Nullable LocalEntry<V> find(K key, long now) {
		LocalEntry<V> entry = this.values.getIfPresent(key);
		if (entry == null) {
			entry = this.absences.getIfPresent(key);
		}
		return (entry != null && isUsable(entry, now)) ? entry : null;
	}

	/** The entry that the link leads to, if it may be used now. */
	public @Nullable LocalEntry<V> follow(LocalLink<V> link, long now) {
		LocalEntry<V> entry = link.entry();
		return (entry != null && isUsable(entry, now)) ? entry : null;
	}

	// This very entry: an equal one that has taken its place is another, with a link of
	// its own. What is filled while others are removed stays, as it may.
	private boolean remove(K key, LocalEntry<V> entry) {
		boolean[] removed = new boolean[1];
		mapOf(entry).computeIfPresent(key, (same, present) -> {
			removed[0] = present == entry;
			return removed[0] ? null : present;
		});
		if (removed[0]) {
			entry.retire();
		}
		return removed[0];
	}

	private static void retired(@Nullable LocalEntry<?> entry) {
		if (entry != null) {
			entry.retire();
		}
	}

	private boolean isUsable(LocalEntry<V> entry, long now) {
		return this.fence.admits(entry.fence()) && !entry.isDead(now) && this.lease.admits(now, entry.loadedAt());
	}

	/**
	 * Stores the entry unless its key or region was invalidated since the entry's fence
	 * time, and tells whether it did.
	 */
	public boolean fill(K key, LocalEntry<V> entry) {
		LocalEntry<V> stored = mapOf(entry).compute(key, (same, present) -> {
			if (!this.fence.admits(key, entry.fence())) {
				return present;
			}
			retired(present);
			return entry;
		});
		if (stored != entry) {
			return false;
		}
		retired(otherThan(entry).remove(key));
		return true;
	}

	/**
	 * Removes the entry and withdraws the right to fill it from loads that have begun.
	 */
	public void evict(K key) {
		this.fence.raise(key);
		retired(this.values.asMap().remove(key));
		retired(this.absences.asMap().remove(key));
	}

	/**
	 * As {@link #evict}, and stores the entry unless its key or region was invalidated
	 * since the entry's fence time by somebody else; tells whether it did.
	 */
	public boolean replace(K key, LocalEntry<V> entry) {
		// Whoever else evicts raises the fence first and then has to wait for this, so
		// either we see that here or it removes what we have stored.
		LocalEntry<V> stored = mapOf(entry).compute(key, (same, present) -> {
			boolean admitted = this.fence.admits(key, entry.fence());
			this.fence.raise(key);
			retired(present);
			return admitted ? entry : null;
		});
		retired(otherThan(entry).remove(key));
		return stored != null;
	}

	/** Removes every entry and withdraws the right to fill from loads that have begun. */
	public void clear() {
		// The floor alone makes every entry unusable; removing them frees the memory.
		this.fence.raiseAll();
		this.values.asMap().forEach(this::remove);
		this.absences.asMap().forEach(this::remove);
	}

	/** Shows every entry that may be used now. */
	public void forEach(long now, BiConsumer<K, LocalEntry<V>> action) {
		BiConsumer<K, LocalEntry<V>> usable = (key, entry) -> {
			if (isUsable(entry, now)) {
				action.accept(key, entry);
			}
		};
		this.values.asMap().forEach(usable);
		this.absences.asMap().forEach(usable);
	}

	/** Frees the memory of entries whose time is over. */
	public void sweep(long now) {
		BiConsumer<K, LocalEntry<V>> free = (key, entry) -> {
			if (entry.isDead(now) && remove(key, entry)) {
				this.expirations.increment();
				this.onEviction.accept(key, EvictionCause.EXPIRED);
			}
		};
		this.values.asMap().forEach(free);
		this.absences.asMap().forEach(free);
	}

	/** Whether a value of the key can be filled and no value has to make room for it. */
	public boolean hasRoomFor(K key) {
		return this.values.estimatedSize() < this.maximumSize || this.values.asMap().containsKey(key);
	}

	/** The keys of values that were used most, at most as many; usable or not. */
	public List<K> mostUsed(int limit) {
		return this.values.policy()
			.eviction()
			.map((eviction) -> List.copyOf(eviction.hottest(limit).keySet()))
			.orElse(List.of());
	}

	/**
	 * The number of entries, values and absences; those whose time is over count until
	 * they are swept. Looks at no entry.
	 */
	public long size() {
		return this.values.estimatedSize() + this.absences.estimatedSize();
	}

	/** Entries dropped for lack of space. */
	public long evictions() {
		return this.evictions.sum();
	}

	/** Entries dropped because their time was over. */
	public long expirations() {
		return this.expirations.sum();
	}

}
