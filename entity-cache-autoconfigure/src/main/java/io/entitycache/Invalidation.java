package io.entitycache;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a committed change made stale: single entries, whole regions, and the tables whose
 * rows changed. Values compose with {@link #and}, so that a transaction's changes, a debt
 * and a message are the same noun.
 *
 * @param keys single entries
 * @param regions regions in which every entry is stale
 * @param tables lower-case names of the tables that were written to
 */
public record Invalidation(Set<EntryKey> keys, Set<String> regions, Set<String> tables) {

	/** Nothing is stale. */
	public static final Invalidation NONE = new Invalidation(Set.of(), Set.of(), Set.of());

	public Invalidation {
		keys = Set.copyOf(keys);
		regions = Set.copyOf(regions);
		tables = Set.copyOf(tables);
	}

	public static Invalidation of(EntryKey key) {
		return new Invalidation(Set.of(key), Set.of(), Set.of());
	}

	public static Invalidation ofKeys(Set<EntryKey> keys) {
		return new Invalidation(keys, Set.of(), Set.of());
	}

	public static Invalidation ofRegion(String region) {
		return new Invalidation(Set.of(), Set.of(region), Set.of());
	}

	public static Invalidation ofRegions(Set<String> regions) {
		return new Invalidation(Set.of(), regions, Set.of());
	}

	public boolean isEmpty() {
		return this.keys.isEmpty() && this.regions.isEmpty() && this.tables.isEmpty();
	}

	/** Whether the entry is stale, by itself or with its region. */
	public boolean covers(EntryKey key) {
		return this.regions.contains(key.region()) || this.keys.contains(key);
	}

	/** Both; single entries of a region that is stale as a whole are left out. */
	public Invalidation and(Invalidation other) {
		if (other.isEmpty()) {
			return this;
		}
		if (isEmpty()) {
			return other;
		}
		Set<String> allRegions = union(this.regions, other.regions);
		Set<EntryKey> allKeys = union(this.keys, other.keys);
		allKeys.removeIf((key) -> allRegions.contains(key.region()));
		return new Invalidation(allKeys, allRegions, union(this.tables, other.tables));
	}

	private static <E> Set<E> union(Set<E> first, Set<E> second) {
		Set<E> union = new LinkedHashSet<>(first);
		union.addAll(second);
		return union;
	}

}
