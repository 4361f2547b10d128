package io.entitycache.autoconfigure;

import java.time.Duration;

import io.entitycache.cluster.DatabaseClaims;
import io.entitycache.cluster.DatabaseGuard;
import io.entitycache.orchestrator.SharedServices;

/** The faces of the shared level, kept apart from those of other databases. */
final class GuardedServices {

	private static final Duration SHORTEST_CLAIM = Duration.ofSeconds(30);

	private GuardedServices() {
	}

	/**
	 * The same services, used only while they are those of these databases.
	 * @param checkInterval how often the node looks at the shared level
	 */
	static SharedServices of(SharedServices services, DatabaseClaims claims, DatabaseIds databases,
			Duration checkInterval) {
		Duration three = checkInterval.multipliedBy(3);
		Duration life = (three.compareTo(SHORTEST_CLAIM) > 0) ? three : SHORTEST_CLAIM;
		DatabaseGuard guard = new DatabaseGuard(claims, databases, life);
		return new SharedServices(guard.guard(services.level2()), guard.guard(services.log()),
				guard.guard(services.channel()), services.pendingLife(), guard.guard(services.coordination()));
	}

}
