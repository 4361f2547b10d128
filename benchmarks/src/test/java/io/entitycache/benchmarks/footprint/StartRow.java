package io.entitycache.benchmarks.footprint;

import java.util.Map;

import io.entitycache.benchmarks.peers.EntityCacheNode;
import io.entitycache.benchmarks.report.Row;
import io.entitycache.benchmarks.shop.Shop;

/** What starts. */
public enum StartRow implements Row {

	/** The application alone. */
	WITHOUT("the application without the starter"),

	/**
	 * The application with one cache at both levels, until it takes part in the cluster.
	 */
	WITH("**entity-cache**, the application with it");

	private static final String PACKAGE = "io.entitycache.autoconfigure.EntityCache";

	private final String title;

	StartRow(String title) {
		this.title = title;
	}

	@Override
	public String title() {
		return this.title;
	}

	AutoCloseable open() {
		if (this == WITH) {
			return EntityCacheNode.startAnother("start-" + ProcessHandle.current().pid(), Map.of());
		}
		return Shop.startAnother(Map.of("spring.autoconfigure.exclude",
				"%1$sAutoConfiguration,%1$sRedisAutoConfiguration,%1$sManagerAutoConfiguration".formatted(PACKAGE)));
	}

}
