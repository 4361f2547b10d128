package io.entitycache.sync;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

import io.entitycache.SyncResult;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one cache filled and up to date: what it does by itself, and what it is asked to.
 *
 * @param <ID> the type of the entity's id
 */
public final class CacheUpkeep<ID> {

	private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

	private final CacheSync<ID> sync;

	private final WarmUp<ID> warmUp;

	private final RefreshSchedule schedule;

	private final Upkeep upkeep;

	private final Set<Object> refreshing = ConcurrentHashMap.newKeySet();

	CacheUpkeep(SyncSubject<ID> subject, LongSupplier reads, Upkeep upkeep) {
		SyncServices services = upkeep.services();
		this.upkeep = upkeep;
		this.sync = new CacheSync<>(subject, upkeep.background().pool(), services);
		this.warmUp = new WarmUp<>(this.sync,
				new RecentKeys<>(services.coordination(), subject.name(), subject.idCodec()), upkeep.background(),
				upkeep.contact(), services.observer());
		this.schedule = new RefreshSchedule(subject.name(), subject.settings().refresh(), this.sync, services, reads,
				() -> ThreadLocalRandom.current().nextDouble());
	}

	/** Syncs and refreshes the cache. */
	public CacheSync<ID> sync() {
		return this.sync;
	}

	/** As {@link io.entitycache.EntityCache#ready()}. */
	public CompletableFuture<Void> ready() {
		return this.warmUp.ready().copy();
	}

	/**
	 * Has the load done soon, on another thread.
	 * @param what what is loaded; not taken again while it waits or runs
	 * @return whether it is going to be, or is already being loaded
	 */
	public boolean refreshSoon(Object what, Runnable load) {
		if (!this.refreshing.add(what)) {
			return true;
		}
		boolean taken = this.upkeep.refreshes().offer(() -> {
			try {
				load.run();
			}
			catch (RuntimeException ex) {
				// Counted as a failed load; the next reader tries again.
			}
			finally {
				this.refreshing.remove(what);
			}
		});
		if (!taken) {
			this.refreshing.remove(what);
		}
		return taken;
	}

	void start() {
		this.warmUp.start();
		if (this.schedule.isOn()) {
			scheduleNext();
		}
		rememberLater();
	}

	private void scheduleNext() {
		this.upkeep.background().after(this.schedule.delay(), () -> {
			CompletableFuture<SyncResult> round = round();
			if (round == null) {
				scheduleNext();
			}
			else {
				round.whenComplete((result, failure) -> scheduleNext());
			}
		});
	}

	private @Nullable CompletableFuture<SyncResult> round() {
		try {
			return this.schedule.round();
		}
		catch (RuntimeException ex) {
			// The next round must come.
			return null;
		}
	}

	private void rememberLater() {
		this.upkeep.background().after(BETWEEN_NOTES, () -> {
			this.warmUp.remember();
			rememberLater();
		});
	}

	void stop() {
		this.refreshing.clear();
		this.warmUp.remember();
	}

}
