package io.entitycache.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;

/**
 * Auto-configuration of the entity cache.
 */
@AutoConfiguration(after = HibernateJpaAutoConfiguration.class)
public final class EntityCacheAutoConfiguration {

}
