package io.entitycache.benchmarks.peers;

import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;

import org.hibernate.cache.jcache.internal.JCacheRegionFactory;

/**
 * Creates Hibernate's regions as those are configured who care for speed: entries are
 * kept as they are, as Hibernate never changes one, and not serialized each time.
 */
public final class ByReferenceRegionFactory extends JCacheRegionFactory {

	@Override
	protected Cache<Object, Object> createCache(String regionName) {
		return getCacheManager().createCache(regionName, new MutableConfiguration<>().setStoreByValue(false));
	}

}
