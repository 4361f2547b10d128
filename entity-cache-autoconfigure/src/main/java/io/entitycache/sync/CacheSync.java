package io.entitycache.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.Cached;
import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.jpa.ChangeTime;
import io.entitycache.jpa.EntityPages;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.FillPermission;
import io.entitycache.read.BackgroundLoads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Syncs and refreshes one cache: one sync at a time in this process, one node at a time
 * in the cluster. Safe for use by several threads.
 *
 * @param <ID> the type of the entity's id
 */
public final class CacheSync<ID> implements RefreshSchedule.Refreshes {

	private static final Log logger = LogFactory.getLog(CacheSync.class);

	private static final Duration LONGEST_FOLLOW = Duration.ofMinutes(10);

	private static final int ROUNDS = 3;

	private final SyncSubject<ID> subject;

	private final WorkerPool pool;

	private final ClusterLease lease;

	private final Ticker ticker;

	private final EntityCacheObserver observer;

	private final SyncMarks marks;

	private @Nullable Running running;

	private @Nullable Running refreshing;

	private volatile @Nullable Object latestChange;

	private volatile long endedAt;

	private boolean told;

	public CacheSync(SyncSubject<ID> subject, WorkerPool pool, SyncServices services) {
		this.subject = subject;
		this.pool = pool;
		this.ticker = services.ticker();
		this.lease = new ClusterLease(services.coordination(), "sync:" + subject.name(), this.ticker);
		this.observer = services.observer();
		this.marks = subject.settings().level2().enabled() ? services.marks() : SyncMarks.NONE;
		this.endedAt = this.ticker.read() - Duration.ofDays(1).toNanos();
	}

	/** As {@link io.entitycache.EntityCache#sync(SyncMode)}. */
	public synchronized CompletableFuture<SyncResult> sync(SyncMode mode) {
		Running current = this.running;
		if (current == null || current.result().isDone()) {
			return begin(mode, this.pool.submit(() -> run(mode)));
		}
		if (mode == SyncMode.INCREMENTAL || current.mode() == SyncMode.FULL) {
			return current.result().copy();
		}
		// The one under way reads less than is asked for.
		return begin(mode,
				current.result()
					.handle((result, failure) -> this.pool.submit(() -> run(mode)))
					.thenCompose((next) -> next));
	}

	private CompletableFuture<SyncResult> begin(SyncMode mode, CompletableFuture<SyncResult> result) {
		this.running = new Running(mode, result);
		return result.copy();
	}

	/** As {@link io.entitycache.EntityCache#refreshAll()}. */
	public synchronized CompletableFuture<SyncResult> refreshAll() {
		Running current = this.refreshing;
		if (current == null || current.result().isDone()) {
			current = new Running(SyncMode.INCREMENTAL, this.pool.submit(() -> told(this::refreshCached)));
			this.refreshing = current;
		}
		return current.result().copy();
	}

	/** Loads the entities anew, and tells every node of what has changed unannounced. */
	public Map<ID, Cached<EntityState>> refresh(Collection<ID> ids) {
		return refreshCounted(ids).loaded();
	}

	@Override
	public CompletableFuture<SyncResult> refreshCheapest() {
		if (this.subject.pages() == null) {
			return refreshAll();
		}
		if (changesSince() != null) {
			return sync(SyncMode.INCREMENTAL);
		}
		return this.pool
			.submit(() -> 2L * this.subject.entities().keys().size() <= this.subject.requiredPages().count())
			.thenCompose((fewCached) -> fewCached ? refreshAll() : sync(SyncMode.FULL));
	}

	@Override
	public long endedAt() {
		return this.endedAt;
	}

	private SyncResult told(Supplier<SyncResult> work) {
		try {
			SyncResult result = work.get();
			this.endedAt = this.ticker.read();
			this.observer.synced(result);
			happened((result.kind() == SyncResult.Kind.REFRESH) ? refreshed(result) : synced(result));
			return result;
		}
		catch (RuntimeException | Error ex) {
			this.observer.syncFailed(this.subject.name(), ex);
			happened(new EntityCacheEvent.Failed(this.subject.name(), "sync", ex));
			throw ex;
		}
	}

	private static EntityCacheEvent synced(SyncResult result) {
		return new EntityCacheEvent.Synced(result.cache(), result.rows(), result.changed(), result.removed(),
				result.duration());
	}

	private static EntityCacheEvent refreshed(SyncResult result) {
		return new EntityCacheEvent.Refreshed(result.cache(), result.rows(), result.changed(), result.removed(),
				result.duration());
	}

	private void happened(EntityCacheEvent event) {
		if (this.observer.wants(event.getClass())) {
			this.observer.happened(event);
		}
	}

	private SyncResult run(SyncMode mode) {
		return told(() -> {
			for (int round = 1; round < ROUNDS; round++) {
				ClusterLease.Held held = this.lease.take(ClusterLease.LIFE);
				if (held != null) {
					return lead(mode, held);
				}
				if (isDoneByOther()) {
					return follow();
				}
			}
			// Others try and fail again and again.
			return read(mode, () -> {
			});
		});
	}

	private boolean isDoneByOther() {
		try {
			return this.lease.awaitOther(LONGEST_FOLLOW);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("The sync of cache '%s' was stopped".formatted(this.subject.name()));
		}
	}

	private SyncResult lead(SyncMode mode, ClusterLease.Held held) {
		boolean done = false;
		try {
			SyncResult result = read(mode, held::renew);
			done = true;
			return result;
		}
		finally {
			if (done) {
				held.done();
			}
			else {
				held.giveUp();
			}
		}
	}

	private SyncResult read(SyncMode mode, Runnable afterPage) {
		requirePermission();
		TableSync<ID> sync = new TableSync<>(this.subject, this.pool, this.ticker, this.observer, this.marks,
				afterPage);
		ChangeTime changeTime = this.subject.changed();
		Object since = (mode == SyncMode.INCREMENTAL) ? changesSince() : null;
		if (mode == SyncMode.INCREMENTAL && changeTime == null) {
			tellOnce();
		}
		if (changeTime == null || since == null) {
			SyncResult result = sync.full();
			this.latestChange = sync.latestChange();
			return result;
		}
		SyncResult result = sync.since(changeTime, since);
		this.latestChange = changeTime.later(this.latestChange, sync.latestChange());
		return result;
	}

	private void requirePermission() {
		if (this.subject.requiredPages().fillPermission() == FillPermission.REFUSED) {
			throw new IllegalStateException(
					"Cache '%s' cannot be synced: transactions of its database see what is not committed"
						.formatted(this.subject.name()));
		}
	}

	private @Nullable Object changesSince() {
		ChangeTime changeTime = this.subject.changed();
		Object latest = this.latestChange;
		// Whoever commits later than others may have looked at the clock earlier.
		return (changeTime != null && latest != null)
				? changeTime.before(latest, this.subject.settings().sync().overlap()) : null;
	}

	private synchronized void tellOnce() {
		if (!this.told) {
			this.told = true;
			logger.info("Entity cache '%s': nothing tells when a row was changed, so that every sync reads every row"
				.formatted(this.subject.name()));
		}
	}

	/** Takes what another node has read, as much as level 1 has room for. */
	private SyncResult follow() {
		long start = this.ticker.read();
		EntityPages<?, ID> pages = this.subject.requiredPages();
		BackgroundLoads<ID, EntityState> entities = this.subject.entities();
		long rows = 0;
		List<ID> ids;
		List<ID> taken;
		ID last = null;
		do {
			ids = pages.idsAfter(last);
			taken = ids.stream().filter(entities::hasRoomFor).toList();
			entities.take(taken, this.subject.loader());
			rows += taken.size();
			last = ids.isEmpty() ? null : ids.get(ids.size() - 1);
		}
		while (ids.size() == pages.pageSize() && !taken.isEmpty() && !Thread.currentThread().isInterrupted());
		return new SyncResult(this.subject.name(), SyncResult.Kind.FOLLOWED, rows, 0, 0, 0, ids.size() - taken.size(),
				Duration.ofNanos(this.ticker.read() - start));
	}

	private SyncResult refreshCached() {
		long start = this.ticker.read();
		List<ID> cached = new ArrayList<>(this.subject.entities().keys());
		long changed = 0;
		long removed = 0;
		int size = this.subject.settings().sync().pageSize();
		for (int from = 0; from < cached.size(); from += size) {
			Refreshed<ID> page = refreshCounted(cached.subList(from, Math.min(from + size, cached.size())));
			changed += page.changed();
			removed += page.removed();
		}
		return new SyncResult(this.subject.name(), SyncResult.Kind.REFRESH, cached.size(), changed, removed, 0, 0,
				Duration.ofNanos(this.ticker.read() - start));
	}

	private Refreshed<ID> refreshCounted(Collection<ID> ids) {
		Map<ID, Cached<EntityState>> known = this.subject.entities().known(ids);
		Map<ID, Cached<EntityState>> loaded = this.subject.entities().reload(ids, this.subject.loader());
		Map<ID, Correction> outdated = new LinkedHashMap<>();
		long removed = 0;
		for (Map.Entry<ID, Cached<EntityState>> entry : loaded.entrySet()) {
			Cached<EntityState> before = known.get(entry.getKey());
			if (before != null && !before.equals(entry.getValue())) {
				outdated.put(entry.getKey(), Correction.of(before, entry.getValue().value()));
				removed += entry.getValue().isAbsent() ? 1 : 0;
			}
		}
		if (!outdated.isEmpty()) {
			// Their nodes have not heard of it. What was loaded goes with it, once.
			loaded.putAll(this.subject.reload(outdated, this.marks));
		}
		return new Refreshed<>(loaded, outdated.size() - removed, removed);
	}

	/** Ids of what level 1 was asked for most. */
	List<ID> mostUsed(int limit) {
		return this.subject.entities().mostUsed(limit);
	}

	SyncSubject<ID> subject() {
		return this.subject;
	}

	/** A sync under way. */
	private record Running(SyncMode mode, CompletableFuture<SyncResult> result) {
	}

	/** What a refresh has come to. */
	private record Refreshed<ID>(Map<ID, Cached<EntityState>> loaded, long changed, long removed) {
	}

}
