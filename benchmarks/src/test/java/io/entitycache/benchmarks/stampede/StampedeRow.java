package io.entitycache.benchmarks.stampede;

import java.util.function.IntFunction;

import io.entitycache.benchmarks.report.Row;

/** What many ask at once. */
enum StampedeRow implements Row {

	/** No cache. */
	REPOSITORY("`repository.findById`", Herds::repository),

	/** Spring's annotation as most people write it. */
	CACHEABLE("Spring `@Cacheable` on Caffeine", Herds::cacheable),

	/** Spring's annotation with its protection. */
	CACHEABLE_SYNC("Spring `@Cacheable(sync = true)` on Caffeine", Herds::cacheableSynchronized),

	/** Two levels. */
	JETCACHE("JetCache, two levels", (nodes) -> Herds.jetCache(nodes, /* protect= */ false)),

	/** Two levels with its protection. */
	JETCACHE_PROTECTED("JetCache, two levels, penetration protection", (nodes) -> Herds.jetCache(nodes, /*
																										 * protect=
																										 */ true)),

	/** Ours. */
	ENTITY_CACHE("**entity-cache**", (nodes) -> Herds.entityCache(nodes, /* lease= */ false)),

	/** Ours, where nodes leave loads to each other. */
	ENTITY_CACHE_LEASE("**entity-cache**, load lease",
			(nodes) -> Herds.entityCache(nodes, /* lease= */ true));

	private final String title;

	private final IntFunction<Herd> herd;

	StampedeRow(String title, IntFunction<Herd> herd) {
		this.title = title;
		this.herd = herd;
	}

	@Override
	public String title() {
		return this.title;
	}

	Herd open(int nodes) {
		return this.herd.apply(nodes);
	}

}
