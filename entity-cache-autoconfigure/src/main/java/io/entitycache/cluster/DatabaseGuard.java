package io.entitycache.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.tier.ForeignSharedLevelException;
import io.entitycache.tier.Level2;
import io.entitycache.tier.SharedLevelException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a node away from the shared state of another database. Two installations of one
 * application that share a Redis and a name would answer with each other's rows
 * otherwise.
 */
public final class DatabaseGuard {

	/*
	 * A claim and the incarnation go together: the claim is taken over, if at all, in the
	 * same step that begins another incarnation. A node that has not noticed it yet, such
	 * as one that stood still, neither believes the other database's entries nor stores
	 * any that the other one believes.
	 *
	 * The databases are asked for their ids by those who join or check, never by a
	 * commit: it holds a connection already, and must not wait for a second one. Until
	 * the claim is granted, what is committed is owed.
	 */

	private static final Log logger = LogFactory.getLog(DatabaseGuard.class);

	private static final long BETWEEN_ATTEMPTS = TimeUnit.SECONDS.toNanos(1);

	private final DatabaseClaims claims;

	private final Supplier<Map<String, String>> databases;

	private final Duration life;

	private final Ticker ticker;

	private long askedAt;

	private volatile @Nullable Map<String, String> others;

	/* Why it is not known yet. */
	private volatile String failure = "";

	/**
	 * Creates a guard.
	 * @param claims where the claim is kept
	 * @param databases gives the ids of this node's databases, by persistence unit
	 * @param life how long a claim lasts unless it is prolonged
	 */
	public DatabaseGuard(DatabaseClaims claims, Supplier<Map<String, String>> databases, Duration life) {
		this(claims, databases, life, Ticker.systemTicker());
	}

	DatabaseGuard(DatabaseClaims claims, Supplier<Map<String, String>> databases, Duration life, Ticker ticker) {
		this.claims = claims;
		this.databases = databases;
		this.life = life;
		this.ticker = ticker;
	}

	/** The slots, for this node's database only. */
	public Level2 guard(Level2 level2) {
		return new GuardedLevel2(level2, this);
	}

	/** The log, for this node's database only. */
	public AnnouncementLog guard(AnnouncementLog log) {
		return new GuardedLog(log, this);
	}

	/** The leases and notes, for this node's database only. */
	public Coordination guard(Coordination coordination) {
		return new GuardedCoordination(coordination, this);
	}

	/** The channel, which releases the claim when it is stopped. */
	public AnnouncementChannel guard(AnnouncementChannel channel) {
		return new AnnouncementChannel() {

			@Override
			public void start(Listener listener) {
				channel.start(listener);
			}

			@Override
			public @Nullable String cannotHear() {
				return channel.cannotHear();
			}

			@Override
			public void stop() {
				release();
				channel.stop();
			}

		};
	}

	/** Claims the state now. */
	synchronized void claim() {
		this.askedAt = this.ticker.read();
		try {
			Map<String, String> own = this.databases.get();
			claimed(own, own.isEmpty() ? Map.of() : this.claims.claim(own, this.life));
		}
		catch (SharedLevelException ex) {
			this.failure = ": " + ex.getMessage();
			throw ex;
		}
		requireClaim();
	}

	private void claimed(Map<String, String> own, Map<String, String> found) {
		Map<String, String> before = this.others;
		this.others = found;
		if (!found.isEmpty() && !found.equals(before)) {
			logger.error(("The entity cache does not use its shared level: what is there belongs to another database, "
					+ "%s, and not to this application's, %s. Set 'entity-cache.namespace' to a name of its own for "
					+ "each installation. If it is the same database, set 'entity-cache.database-id' to the same value "
					+ "on all instances.")
				.formatted(text(found), text(own)));
		}
		else if (found.isEmpty() && before != null && !before.isEmpty()) {
			logger.info("The other database has given up the shared level of the entity cache, which is used now");
		}
	}

	/** Prolongs the claim if it is time to, or tries again to get it. */
	synchronized void prolong() {
		long since = this.ticker.read() - this.askedAt;
		boolean granted = isGranted();
		if (this.others == null || since >= (granted ? this.life.toNanos() / 3 : BETWEEN_ATTEMPTS)) {
			claim();
		}
		requireClaim();
	}

	/**
	 * Requires that the shared state is that of this node's database.
	 * @throws ForeignSharedLevelException if it is not, or nobody knows yet
	 */
	void requireClaim() {
		Map<String, String> found = this.others;
		if (found == null) {
			throw new ForeignSharedLevelException(
					"It is not known yet whose database the shared level belongs to" + this.failure);
		}
		if (!found.isEmpty()) {
			throw new ForeignSharedLevelException("The shared level belongs to another database, " + text(found));
		}
	}

	private boolean isGranted() {
		Map<String, String> found = this.others;
		return found != null && found.isEmpty();
	}

	private void release() {
		if (isGranted()) {
			try {
				this.claims.release();
			}
			catch (RuntimeException ex) {
				// It ends by itself.
				logger.debug("The claim of the shared level was not released", ex);
			}
		}
	}

	private static String text(Map<String, String> databases) {
		return String.join(", ", new TreeMap<>(databases).values());
	}

}
