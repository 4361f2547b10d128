package io.entitycache.read;

import java.util.Map;
import java.util.Set;

import io.entitycache.Cached;
import io.entitycache.tier.LocalEntry;
import io.entitycache.tier.LocalTier;
import org.jspecify.annotations.Nullable;

/**
 * One look for one key that nobody else is loading: at level 1 once more, as another
 * flight may have landed meanwhile, and at level 2. Used once, by one thread.
 *
 * @param <K> the key's type
 * @param <V> the value's type
 */
final class SharedLook<K, V> {

	private final RegionParts<K, V> parts;

	private final K key;

	private final FillTicket ticket;

	private JointRead.@Nullable Known<K, V> known;

	SharedLook(RegionParts<K, V> parts, K key, FillTicket ticket) {
		this.parts = parts;
		this.key = key;
		this.ticket = ticket;
	}

	/** What there is and is fresh, {@code null} if nothing. */
	@Nullable Cached<V> answer() {
		long now = this.parts.node().ticker().read();
		LocalTier<K, V> local = this.parts.local();
		LocalEntry<V> entry = (local != null) ? local.find(this.key, now) : null;
		if (entry != null && entry.isFresh(now)) {
			this.parts.counters().level1Hits.increment();
			if (entry.isAbsent()) {
				this.parts.counters().level1AbsentHits.increment();
			}
			return entry;
		}
		SharedRegion<K, V> shared = this.parts.shared();
		return (shared != null) ? ask(shared, now) : null;
	}

	private @Nullable Cached<V> ask(SharedRegion<K, V> shared, long now) {
		SharedRegion.Found<V> found = shared.look(this.key, now);
		if (found == null || !found.isFresh()) {
			this.known = new JointRead.Known<>(Set.of(this.key), (found != null) ? Map.of(this.key, found) : Map.of(),
					this.ticket, now);
			return null;
		}
		new Filling<>(this.parts).copy(this.key, found, this.ticket, now);
		this.parts.counters().level2Hits.increment();
		if (found.cached().isAbsent()) {
			this.parts.counters().level2AbsentHits.increment();
		}
		return found.cached();
	}

	/**
	 * What level 2 said that is no answer, {@code null} if it was not asked.
	 */
	JointRead.@Nullable Known<K, V> known() {
		return this.known;
	}

}
