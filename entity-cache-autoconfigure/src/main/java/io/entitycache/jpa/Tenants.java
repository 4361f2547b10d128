package io.entitycache.jpa;

import java.util.LinkedHashSet;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of one entity manager factory, which have their own rows under the same
 * ids: each in a database or schema of its own, or told apart by a column.
 */
public final class Tenants {

	private final EntityManagerFactory entityManagerFactory;

	private final SessionFactoryImplementor sessionFactory;

	private Tenants(EntityManagerFactory entityManagerFactory, SessionFactoryImplementor sessionFactory) {
		this.entityManagerFactory = entityManagerFactory;
		this.sessionFactory = sessionFactory;
	}

	/** The factory's tenants, {@code null} if it has one set of rows for all. */
	public static @Nullable Tenants of(EntityManagerFactory entityManagerFactory) {
		SessionFactoryImplementor factory = entityManagerFactory.unwrap(SessionFactoryImplementor.class);
		boolean several = factory.getSessionFactoryOptions().isMultiTenancyEnabled()
				|| factory.getDefinedFilterNames().contains(TenantIdBinder.FILTER_NAME);
		return several ? new Tenants(entityManagerFactory, factory) : null;
	}

	/**
	 * The tenant whose rows this thread reads now; {@code null} if it has none, or one
	 * that sees the rows of all.
	 */
	public @Nullable String current() {
		SharedSessionContractImplementor session = BoundSession.current(this.entityManagerFactory);
		if (session != null) {
			return of(session);
		}
		CurrentTenantIdentifierResolver<Object> resolver = this.sessionFactory.getCurrentTenantIdentifierResolver();
		try {
			return (resolver != null) ? text(resolver.resolveCurrentTenantIdentifier()) : null;
		}
		catch (RuntimeException ex) {
			// The session that is going to read tells the caller.
			return null;
		}
	}

	private @Nullable String of(SharedSessionContractImplementor session) {
		return text(session.getTenantIdentifierValue());
	}

	private @Nullable String text(@Nullable Object tenant) {
		CurrentTenantIdentifierResolver<Object> resolver = this.sessionFactory.getCurrentTenantIdentifierResolver();
		if (tenant == null || (resolver != null && resolver.isRoot(tenant))) {
			return null;
		}
		return this.sessionFactory.getTenantIdentifierJavaType().toString(tenant);
	}

	/** What the session has changed, in the keys of its tenant. */
	Invalidation scoped(SharedSessionContractImplementor session, Invalidation change) {
		if (change.keys().isEmpty()) {
			return change;
		}
		String tenant = of(session);
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>(change.regions());
		for (EntryKey key : change.keys()) {
			if (tenant != null) {
				keys.add(new EntryKey(key.region(), EntryKey.ofTenant(tenant, key.key())));
			}
			else {
				// Whose row it is nobody can tell.
				regions.add(key.region());
			}
		}
		return new Invalidation(keys, regions, change.tables());
	}

}
