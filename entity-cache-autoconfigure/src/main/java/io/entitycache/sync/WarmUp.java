package io.entitycache.sync;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.entitycache.CacheSettings;
import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.SyncMode;
import org.jspecify.annotations.Nullable;

/**
 * What a cache does at its start, and whether it is ready. A failure is tried again, each
 * time later, until it succeeds or the cache is stopped.
 *
 * @param <ID> the type of the entity's id
 */
final class WarmUp<ID> {

	private static final Duration FIRST_DELAY = Duration.ofSeconds(1);

	private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

	private final CacheSync<ID> sync;

	private final RecentKeys<ID> recentKeys;

	private final Background background;

	private final FirstContact contact;

	private final EntityCacheObserver observer;

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	WarmUp(CacheSync<ID> sync, RecentKeys<ID> recentKeys, Background background, FirstContact contact,
			EntityCacheObserver observer) {
		this.sync = sync;
		this.recentKeys = recentKeys;
		this.background = background;
		this.contact = contact;
		this.observer = observer;
	}

	CompletableFuture<Void> ready() {
		return this.ready;
	}

	/** Begins; nobody waits for it. */
	void start() {
		CacheSettings.WarmUp kind = this.sync.subject().settings().warmUp();
		if (kind == CacheSettings.WarmUp.NONE || kind == CacheSettings.WarmUp.LAZY) {
			becomeReady();
		}
		if (kind != CacheSettings.WarmUp.NONE) {
			// What is read from a replica right after the start is not kept.
			this.background.after(this.sync.subject().settings().replicaLag(), () -> attempt(kind, FIRST_DELAY));
		}
	}

	private void attempt(CacheSettings.WarmUp kind, Duration delay) {
		this.background.pool()
			.submit(this::awaitOthers)
			.thenCompose((connected) -> load(kind))
			.whenComplete((result, failure) -> ended(kind, delay, failure));
	}

	private CompletableFuture<?> load(CacheSettings.WarmUp kind) {
		return (kind == CacheSettings.WarmUp.LAST_USED) ? this.background.pool().submit(this::takeRecent)
				: this.sync.sync(SyncMode.FULL);
	}

	private void ended(CacheSettings.WarmUp kind, Duration delay, @Nullable Throwable failure) {
		if (failure == null) {
			becomeReady();
			return;
		}
		Duration next = delay.multipliedBy(2);
		this.background.after(delay, () -> attempt(kind, (next.compareTo(LONGEST_DELAY) < 0) ? next : LONGEST_DELAY));
	}

	private void becomeReady() {
		if (this.ready.complete(null)) {
			this.observer.ready(this.sync.subject().name());
			if (this.observer.wants(EntityCacheEvent.Ready.class)) {
				this.observer.happened(new EntityCacheEvent.Ready(this.sync.subject().name()));
			}
		}
	}

	private boolean awaitOthers() {
		try {
			this.contact.await(this.sync.subject().entities()::isConnected);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CancellationException("The caches are being stopped");
		}
	}

	private int takeRecent() {
		long room = this.sync.subject().settings().level1().maximumSize();
		List<ID> recent = this.recentKeys.recall();
		List<ID> wanted = recent.subList(0, (int) Math.min(recent.size(), room));
		this.sync.subject().entities().take(wanted, this.sync.subject().loader());
		return wanted.size();
	}

	/** Leaves for the next start what that one needs. */
	void remember() {
		if (this.sync.subject().settings().warmUp() == CacheSettings.WarmUp.LAST_USED) {
			this.recentKeys.leave(this.sync.mostUsed(RecentKeys.MAXIMUM));
		}
	}

}
