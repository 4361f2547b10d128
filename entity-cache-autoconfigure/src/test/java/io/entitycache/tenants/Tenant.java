package io.entitycache.tenants;

import java.util.Objects;
import java.util.function.Supplier;

import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.jspecify.annotations.Nullable;

/** The tenant on whose behalf a thread works. */
public final class Tenant implements CurrentTenantIdentifierResolver<String> {

	/** Sees the rows of all tenants. */
	public static final String ROOT = "root";

	private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

	/** Works on behalf of the tenant, {@code null} for nobody. */
	public static <R> R as(@Nullable String tenant, Supplier<R> work) {
		String before = CURRENT.get();
		CURRENT.set(tenant);
		try {
			return work.get();
		}
		finally {
			CURRENT.set(before);
		}
	}

	public static void run(@Nullable String tenant, Runnable work) {
		as(tenant, () -> {
			work.run();
			return Boolean.TRUE;
		});
	}

	@Override
	public String resolveCurrentTenantIdentifier() {
		return CURRENT.get();
	}

	@Override
	public boolean validateExistingCurrentSessions() {
		return false;
	}

	@Override
	public boolean isRoot(String tenant) {
		return Objects.equals(tenant, ROOT);
	}

}
