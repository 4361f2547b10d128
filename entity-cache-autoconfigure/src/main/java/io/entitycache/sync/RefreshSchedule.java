package io.entitycache.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.CacheSettings;
import io.entitycache.SyncResult;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes one cache now and then, on one node of the cluster.
 */
final class RefreshSchedule {

	/** So that not all caches of all nodes do it at the same time. */
	private static final double JITTER = 0.1;

	/** Of the interval, for which no other node does it after one has begun. */
	private static final double TURN = 0.8;

	private final CacheSettings.Refresh settings;

	private final Refreshes refreshes;

	private final ClusterLease lease;

	private final LongSupplier reads;

	private final Ticker ticker;

	private final DoubleSupplier random;

	private long readsBefore;

	/**
	 * Creates one.
	 * @param cache the cache's name
	 * @param reads the number of reads of the cache so far
	 * @param random numbers from 0 to below 1
	 */
	RefreshSchedule(String cache, CacheSettings.Refresh settings, Refreshes refreshes, SyncServices services,
			LongSupplier reads, DoubleSupplier random) {
		this.settings = settings;
		this.refreshes = refreshes;
		this.ticker = services.ticker();
		this.lease = new ClusterLease(services.coordination(), "refresh:" + cache, this.ticker);
		this.reads = reads;
		this.random = random;
	}

	boolean isOn() {
		return !this.settings.interval().isZero();
	}

	/** The time until the next round; never longer than the interval. */
	Duration delay() {
		double factor = 1 - JITTER * this.random.getAsDouble();
		return Duration.ofNanos(Math.max(1, (long) (this.settings.interval().toNanos() * factor)));
	}

	/**
	 * One round.
	 * @return what it comes to, {@code null} if there is nothing to do
	 */
	@Nullable CompletableFuture<SyncResult> round() {
		if (this.ticker.read() - this.refreshes.endedAt() < this.settings.minimumGap().toNanos() || !isWanted()) {
			return null;
		}
		ClusterLease.Held turn = this.lease.take(turn());
		if (turn == null) {
			return null;
		}
		// The turn ends by itself, so that the other nodes leave this interval out.
		return this.refreshes.refreshCheapest().whenComplete((result, failure) -> {
			if (failure != null) {
				turn.giveUp();
			}
		});
	}

	private boolean isWanted() {
		long now = this.reads.getAsLong();
		boolean used = now != this.readsBefore;
		this.readsBefore = now;
		return used || !this.settings.onlyWhenUsed();
	}

	private Duration turn() {
		return Duration.ofNanos(Math.max(1_000_000, (long) (this.settings.interval().toNanos() * TURN)));
	}

	/** What is done in a round. */
	interface Refreshes {

		/** When the last sync or refresh ended, by the ticker. */
		long endedAt();

		/**
		 * Brings up to date what is cached, by whatever reads less: what has changed,
		 * what is cached, or the table.
		 */
		CompletableFuture<SyncResult> refreshCheapest();

	}

}
