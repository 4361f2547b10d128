package io.entitycache.tier;

import java.util.List;
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

	private final Cache<K, LocalEntry<V>> entries;

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
	 * @param onEviction is told of every entry that is dropped; must not throw
	 */
	public LocalTier(long maximumSize, FillFence fence, Level1Lease lease,
			BiConsumer<? super K, EvictionCause> onEviction) {
		this.onEviction = onEviction;
		this.maximumSize = maximumSize;
		this.entries = Caffeine.newBuilder()
			.maximumSize(maximumSize)
			.<K, LocalEntry<V>>evictionListener((key, entry, cause) -> evicted(key, entry))
			.build();
		this.fence = fence;
		this.lease = lease;
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
		LocalEntry<V> entry = this.entries.getIfPresent(key);
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
		this.entries.asMap().computeIfPresent(key, (same, present) -> {
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
		LocalEntry<V> stored = this.entries.asMap().compute(key, (same, present) -> {
			if (!this.fence.admits(key, entry.fence())) {
				return present;
			}
			retired(present);
			return entry;
		});
		return stored == entry;
	}

	/**
	 * Removes the entry and withdraws the right to fill it from loads that have begun.
	 */
	public void evict(K key) {
		this.fence.raise(key);
		retired(this.entries.asMap().remove(key));
	}

	/**
	 * As {@link #evict}, and stores the entry unless its key or region was invalidated
	 * since the entry's fence time by somebody else; tells whether it did.
	 */
	public boolean replace(K key, LocalEntry<V> entry) {
		// Whoever else evicts raises the fence first and then has to wait for this, so
		// either we see that here or it removes what we have stored.
		LocalEntry<V> stored = this.entries.asMap().compute(key, (same, present) -> {
			boolean admitted = this.fence.admits(key, entry.fence());
			this.fence.raise(key);
			retired(present);
			return admitted ? entry : null;
		});
		return stored != null;
	}

	/** Removes every entry and withdraws the right to fill from loads that have begun. */
	public void clear() {
		// The floor alone makes every entry unusable; removing them frees the memory.
		this.fence.raiseAll();
		this.entries.asMap().forEach(this::remove);
	}

	/** Shows every entry that may be used now. */
	public void forEach(long now, BiConsumer<K, LocalEntry<V>> action) {
		this.entries.asMap().forEach((key, entry) -> {
			if (isUsable(entry, now)) {
				action.accept(key, entry);
			}
		});
	}

	/** Frees the memory of entries whose time is over. */
	public void sweep(long now) {
		this.entries.asMap().forEach((key, entry) -> {
			if (entry.isDead(now) && remove(key, entry)) {
				this.expirations.increment();
				this.onEviction.accept(key, EvictionCause.EXPIRED);
			}
		});
	}

	/** Whether the key can be filled and nothing has to make room for it. */
	public boolean hasRoomFor(K key) {
		return this.entries.estimatedSize() < this.maximumSize || this.entries.asMap().containsKey(key);
	}

	/** The keys that were used most, at most as many; usable or not. */
	public List<K> mostUsed(int limit) {
		return this.entries.policy()
			.eviction()
			.map((eviction) -> List.copyOf(eviction.hottest(limit).keySet()))
			.orElse(List.of());
	}

	/** The number of entries that may be used now. */
	public long size(long now) {
		long[] size = new long[1];
		forEach(now, (key, entry) -> size[0]++);
		return size[0];
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
