package io.entitycache.jpa;

import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;

/**
 * Lets {@link HibernateChanges} hear the events of the factories that it is registered
 * with. Hibernate finds this class by itself, for every factory; without a registration
 * it does nothing.
 */
public final class HibernateChangesIntegrator implements Integrator {

	@Override
	public void integrate(Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor factory) {
		HibernateChanges changes = HibernateChanges.in(factory.getProperties());
		if (changes != null) {
			changes.hookInto(factory, metadata);
		}
	}

}
