package io.entitycache.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Keeps all caches of a node filled and up to date, from {@link #start} to {@link #stop}.
 */
public final class Upkeep {

	private static final int REFRESH_THREADS = 2;

	private static final int REFRESH_QUEUE = 1_000;

	private final SyncServices services;

	private final Background background = new Background();

	private final WorkerPool refreshes = new WorkerPool("entity-cache-refresh", REFRESH_THREADS, REFRESH_QUEUE);

	private final FirstContact contact;

	private final List<CacheUpkeep<?>> caches = new ArrayList<>();

	public Upkeep(SyncServices services) {
		this.services = services;
		this.contact = new FirstContact(services.ticker());
	}

	/**
	 * Takes a cache over; before the start.
	 * @param reads the number of reads of the cache so far
	 */
	public <ID> CacheUpkeep<ID> of(SyncSubject<ID> subject, LongSupplier reads) {
		CacheUpkeep<ID> upkeep = new CacheUpkeep<>(subject, reads, this);
		this.caches.add(upkeep);
		return upkeep;
	}

	SyncServices services() {
		return this.services;
	}

	Background background() {
		return this.background;
	}

	FirstContact contact() {
		return this.contact;
	}

	/** What is loaded anew, a key at a time. */
	WorkerPool refreshes() {
		return this.refreshes;
	}

	/** Begins, when invalidations can be heard; waits for nothing. */
	public void start() {
		this.contact.begin();
		this.background.start();
		this.refreshes.start();
		this.caches.forEach(CacheUpkeep::start);
	}

	/** Ends what runs; the caches stay as they are. */
	public void stop() {
		this.background.stop();
		this.refreshes.stop();
		this.caches.forEach(CacheUpkeep::stop);
	}

}
