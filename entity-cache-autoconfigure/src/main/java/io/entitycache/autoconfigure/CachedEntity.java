package io.entitycache.autoconfigure;

import java.util.List;
import java.util.Locale;

/**
 * A configured cache with the entity it is for.
 *
 * @param cacheName the name of the cache
 * @param entityType the entity
 * @param idType the type of the entity's id
 * @param repositories the entity's repositories, one at least
 */
record CachedEntity(String cacheName, Class<?> entityType, Class<?> idType, List<RepositoryEntity> repositories) {

	/** The name of the bean that is the cache, in camel case. */
	String beanName() {
		StringBuilder beanName = new StringBuilder();
		for (String word : this.cacheName.split("[-_]+")) {
			String first = word.substring(0, 1);
			beanName.append(beanName.isEmpty() ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT));
			beanName.append(word.substring(1));
		}
		return beanName.append("EntityCache").toString();
	}

}
