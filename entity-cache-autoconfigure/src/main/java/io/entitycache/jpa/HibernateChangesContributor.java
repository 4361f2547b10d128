package io.entitycache.jpa;

import java.util.Map;

import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.jdbc.internal.JdbcServicesInitiator;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.service.spi.ServiceContributor;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Lets {@link HibernateChanges} see the statements of the factories that it is registered
 * with. Hibernate finds this class by itself, for every factory; without a registration
 * it gets what it would get anyway.
 */
public final class HibernateChangesContributor implements ServiceContributor {

	@Override
	public void contribute(StandardServiceRegistryBuilder builder) {
		builder.addInitiator(new Initiator());
	}

	private static final class Initiator implements StandardServiceInitiator<JdbcServices> {

		@Override
		public Class<JdbcServices> getServiceInitiated() {
			return JdbcServices.class;
		}

		@Override
		public @Nullable JdbcServices initiateService(Map<String, Object> settings,
				ServiceRegistryImplementor registry) {
			HibernateChanges changes = HibernateChanges.in(settings);
			return (changes != null) ? new WatchedJdbcServices(changes)
					: JdbcServicesInitiator.INSTANCE.initiateService(settings, registry);
		}

	}

}
