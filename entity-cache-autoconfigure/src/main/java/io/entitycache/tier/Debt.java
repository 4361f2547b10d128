package io.entitycache.tier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;

/**
 * Invalidations that the shared level has not taken yet. Until they are paid, this node
 * does not believe the shared level about what they cover. Bounded: past the maximum
 * number of single keys, their regions are owed as a whole. Invalidations commute and do
 * no harm when repeated, so the debt is a set and not a queue.
 */
public final class Debt {

	private final int maximumKeys;

	private final AtomicLong additions = new AtomicLong();

	/* What is owed, with the number of the addition that owed it last. */

	private final Map<EntryKey, Long> keys = new ConcurrentHashMap<>();

	private final Map<String, Long> regions = new ConcurrentHashMap<>();

	private final Map<String, Long> tables = new ConcurrentHashMap<>();

	public Debt(int maximumKeys) {
		this.maximumKeys = maximumKeys;
	}

	/** Owes the invalidation. */
	public synchronized void add(Invalidation invalidation) {
		long addition = this.additions.incrementAndGet();
		invalidation.regions().forEach((region) -> this.regions.put(region, addition));
		invalidation.tables().forEach((table) -> this.tables.put(table, addition));
		for (EntryKey key : invalidation.keys()) {
			if (this.regions.containsKey(key.region())) {
				this.regions.put(key.region(), addition);
			}
			else {
				this.keys.put(key, addition);
			}
		}
		if (this.keys.size() > this.maximumKeys) {
			collapse(addition);
		}
	}

	private void collapse(long addition) {
		Set<String> owing = new HashSet<>();
		this.keys.keySet().forEach((key) -> owing.add(key.region()));
		owing.forEach((region) -> this.regions.put(region, addition));
		this.keys.clear();
	}

	/** All that is owed now. */
	public synchronized Portion owed() {
		return new Portion(new Invalidation(new HashMap<>(this.keys).keySet(), new HashMap<>(this.regions).keySet(),
				new HashMap<>(this.tables).keySet()), this.additions.get());
	}

	/** The shared level has taken it; what was owed again meanwhile is still owed. */
	public synchronized void settle(Portion paid) {
		Invalidation invalidation = paid.invalidation();
		invalidation.keys().forEach((key) -> settle(this.keys, key, paid));
		invalidation.regions().forEach((region) -> settle(this.regions, region, paid));
		invalidation.tables().forEach((table) -> settle(this.tables, table, paid));
	}

	private static <E> void settle(Map<E, Long> owing, E element, Portion paid) {
		owing.computeIfPresent(element, (same, addition) -> (addition <= paid.addition()) ? null : addition);
	}

	/** Whether the entry's invalidation is owed. */
	public boolean covers(EntryKey key) {
		// The keys first: what collapses is in the regions before it leaves the keys.
		return (!this.keys.isEmpty() && this.keys.containsKey(key))
				|| (!this.regions.isEmpty() && this.regions.containsKey(key.region()));
	}

	/** The number of keys, regions and tables that are owed. */
	public long size() {
		return (long) this.keys.size() + this.regions.size() + this.tables.size();
	}

	/**
	 * What was owed at some time.
	 *
	 * @param invalidation what was owed
	 * @param addition the number of the last addition it includes
	 */
	public record Portion(Invalidation invalidation, long addition) {
	}

}
