package io.entitycache.read;

import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.FillFence;
import io.entitycache.tier.LocalTier;

/** Regions that lack one of their guards, to show what the guard is for. */
public final class UnguardedRegions {

	private static final int FAR_AHEAD = 1_000;

	private UnguardedRegions() {
	}

	/** A region whose level 1 takes every load for one that has just begun. */
	public static <K, V> CacheRegion<K, V> withoutFence(String name, KeyCodec<K> keys, ValueCodec<V> values,
			RegionPolicy policy, NodeContext node) {
		FillFence ahead = new FillFence(node.fenceClock());
		for (int i = 0; i < FAR_AHEAD; i++) {
			ahead.raiseAll();
		}
		FillFence fence = new FillFence(node.fenceClock());
		LocalTier<K, V> local = new LocalTier<>(policy.maximumSize(), new FillFence(new FenceClock()), node.lease());
		return new CacheRegion<>(keys, parts(name, keys, values, policy, node, fence, local),
				new SingleFlight<>(fence));
	}

	/** A region in which a reader joins every flight, however early it began. */
	public static <K, V> CacheRegion<K, V> withoutLateJoinerRule(String name, KeyCodec<K> keys, ValueCodec<V> values,
			RegionPolicy policy, NodeContext node) {
		FillFence fence = new FillFence(node.fenceClock());
		LocalTier<K, V> local = new LocalTier<>(policy.maximumSize(), fence, node.lease());
		return new CacheRegion<>(keys, parts(name, keys, values, policy, node, fence, local),
				new SingleFlight<>(new FillFence(new FenceClock())));
	}

	private static <K, V> RegionParts<K, V> parts(String name, KeyCodec<K> keys, ValueCodec<V> values,
			RegionPolicy policy, NodeContext node, FillFence fence, LocalTier<K, V> local) {
		RegionCounters counters = new RegionCounters();
		SharedRegion<K, V> shared = (node.shared() != null)
				? new SharedRegion<>(name, keys, values, policy, node, node.shared(), counters) : null;
		return new RegionParts<>(name, KeyRule.of(keys), policy, node, fence, local, shared, counters);
	}

}
