package io.entitycache.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the caches in tests of a slice of the application, such as those
 * with {@code @DataJpaTest}: level 1 works, and no thread is started.
 */
@AutoConfiguration(before = EntityCacheAutoConfiguration.class)
public final class EntityCacheSliceAutoConfiguration {

	@Bean
	EntityCacheLifecycle entityCacheLifecycle() {
		return EntityCacheLifecycle.neverStarted();
	}

}
