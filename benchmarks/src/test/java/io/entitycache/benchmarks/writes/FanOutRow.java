package io.entitycache.benchmarks.writes;

import java.util.function.Supplier;

import io.entitycache.benchmarks.report.Row;

/** What tells another node. */
public enum FanOutRow implements Row {

	/** The limit. */
	SCRIPT("one Lua script: `DEL` and `PUBLISH`", () -> new ScriptFanOut(/* script= */ true)),

	/** Less than any cache can do: nothing is removed from Redis. */
	PUBLISH("`PUBLISH` alone", () -> new ScriptFanOut(/* script= */ false)),

	/** A map with a local cache. */
	REDISSON("Redisson `RLocalCachedMap.fastRemove`", RedissonFanOut::new),

	/** Ours. */
	ENTITY_CACHE("**entity-cache** `evict`", EntityCacheFanOut::new);

	private final String title;

	private final Supplier<FanOut> nodes;

	FanOutRow(String title, Supplier<FanOut> nodes) {
		this.title = title;
		this.nodes = nodes;
	}

	@Override
	public String title() {
		return this.title;
	}

	FanOut open() {
		return this.nodes.get();
	}

}
