package io.entitycache.autoconfigure;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.entitycache.jdbc.DatabaseId;
import io.entitycache.orchestrator.CacheDefinition;
import io.entitycache.tier.SharedLevelException;
import jakarta.persistence.EntityManagerFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

import org.springframework.orm.jpa.EntityManagerFactoryInfo;
import org.springframework.util.StringUtils;

/**
 * The ids of the databases that the caches load from, by persistence unit. They are asked
 * for once, on first use.
 */
final class DatabaseIds implements Supplier<Map<String, String>> {

	private static final Log logger = LogFactory.getLog(DatabaseIds.class);

	private final Set<EntityManagerFactory> factories = new LinkedHashSet<>();

	private final @Nullable String declared;

	private @Nullable Map<String, String> known;

	DatabaseIds(Collection<CacheDefinition> definitions, @Nullable String declared) {
		definitions.forEach((definition) -> this.factories.add(definition.entityManagerFactory()));
		this.declared = declared;
	}

	/**
	 * The ids.
	 * @throws SharedLevelException if a database does not answer
	 */
	@Override
	public synchronized Map<String, String> get() {
		Map<String, String> ids = this.known;
		if (ids == null) {
			ids = new TreeMap<>();
			for (EntityManagerFactory factory : this.factories) {
				String id = (this.declared != null) ? this.declared : id(factory);
				if (id != null) {
					ids.merge(unitOf(factory), id, DatabaseIds::both);
				}
			}
			this.known = ids;
		}
		return ids;
	}

	private static String both(String one, String other) {
		return Stream.of(one, other).sorted().distinct().collect(Collectors.joining(" and "));
	}

	private static String unitOf(EntityManagerFactory factory) {
		String name = (factory instanceof EntityManagerFactoryInfo info) ? info.getPersistenceUnitName() : null;
		return (name != null) ? name : "default";
	}

	private static @Nullable String id(EntityManagerFactory factory) {
		DataSource dataSource = (factory instanceof EntityManagerFactoryInfo info) ? info.getDataSource() : null;
		SessionFactoryImplementor hibernate = factory.unwrap(SessionFactoryImplementor.class);
		if (dataSource == null || hibernate.getSessionFactoryOptions().isMultiTenancyEnabled()) {
			// Each tenant may have a database of its own.
			return unknown(factory, null);
		}
		try {
			return DatabaseId.of(dataSource, schema(hibernate.getProperties()));
		}
		catch (SQLException ex) {
			throw new SharedLevelException("The database does not say which one it is, so the shared level is not used",
					ex);
		}
		catch (IllegalStateException ex) {
			// Such as a routing data source without a default.
			return unknown(factory, ex);
		}
	}

	private static @Nullable String unknown(EntityManagerFactory factory, @Nullable Exception failure) {
		logger.info(
				("Which database the persistence unit '%s' uses cannot be told from outside of its requests: that "
						+ "no installation with another database shares the same namespace is for "
						+ "'entity-cache.namespace' or 'entity-cache.database-id' to say")
					.formatted(unitOf(factory)),
				failure);
		return null;
	}

	private static String schema(Map<String, Object> properties) {
		return Stream.of(AvailableSettings.DEFAULT_CATALOG, AvailableSettings.DEFAULT_SCHEMA)
			.map(properties::get)
			.filter((name) -> name != null && StringUtils.hasText(name.toString()))
			.map(Object::toString)
			.collect(Collectors.joining("."));
	}

}
