package io.entitycache.read;

import io.entitycache.tier.FillFence;
import io.entitycache.tier.LocalTier;
import org.jspecify.annotations.Nullable;

/**
 * What the read path of one region is made of.
 *
 * @param name the region's name
 * @param rule under which keys it keeps what
 * @param policy how it keeps its entries
 * @param node what all regions have in common
 * @param fence its fence
 * @param local its level 1, {@code null} if it has none
 * @param shared its part of the shared level, {@code null} if there is no shared level
 * @param counters what it counts
 * @param <K> the keys' type
 * @param <V> the values' type
 */
record RegionParts<K, V>(String name, KeyRule<K, V> rule, RegionPolicy policy, NodeContext node, FillFence fence,
		@Nullable LocalTier<K, V> local, @Nullable SharedRegion<K, V> shared, RegionCounters counters) {

	/** For loads that no reader has asked for. */
	RegionParts<K, V> background() {
		return new RegionParts<>(this.name, this.rule, this.policy.loading(), this.node, this.fence, this.local,
				this.shared, this.counters.withoutReads());
	}

	/** For loads that leave nothing to other processes. */
	RegionParts<K, V> alone() {
		return new RegionParts<>(this.name, this.rule, this.policy.withoutLease(), this.node, this.fence, this.local,
				this.shared, this.counters);
	}

	/** The right to fill that a load which begins now has. */
	FillTicket newTicket() {
		return this.node.newTicket();
	}

}
