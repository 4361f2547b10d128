package io.entitycache.autoconfigure;

import java.util.List;

import io.entitycache.autoconfigure.EntityCacheProperties.Redis;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Chooses the connection to Redis among those of the application. */
final class RedisFactories {

	private static final String PROPERTY = EntityCacheProperties.PREFIX + ".redis.connection-factory";

	private RedisFactories() {
	}

	/**
	 * The bean that the property names, else the only one or the primary one.
	 * @throws InvalidEntityCacheConfigurationException if there is no such bean, or none
	 * of several is the one
	 */
	static LettuceConnectionFactory choose(ListableBeanFactory beanFactory, Redis redis,
			ObjectProvider<LettuceConnectionFactory> factories) {
		List<String> names = List.of(beanFactory.getBeanNamesForType(LettuceConnectionFactory.class));
		String name = redis.connectionFactory();
		if (name != null) {
			if (!names.contains(name)) {
				throw new InvalidEntityCacheConfigurationException(PROPERTY, name,
						"No bean of type 'LettuceConnectionFactory' has this name. There are: %s"
							.formatted(Texts.list(names)),
						"Use one of these names");
			}
			return beanFactory.getBean(name, LettuceConnectionFactory.class);
		}
		LettuceConnectionFactory unique = factories.getIfUnique();
		if (unique == null) {
			throw new InvalidEntityCacheConfigurationException(PROPERTY, null,
					"There are several connections to Redis, and none is the primary one: %s"
						.formatted(Texts.list(names)),
					"Set the property to the name of one of these beans, or mark one of them with '@Primary'");
		}
		return unique;
	}

}
