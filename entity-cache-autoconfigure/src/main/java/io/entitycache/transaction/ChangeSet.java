package io.entitycache.transaction;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction has changed so far, with the two steps of its end. Every
 * transaction has its own, so that a suspended transaction and the one that runs inside
 * it are never mixed. A savepoint that is rolled back leaves its changes here: that can
 * cost a miss, never a lie.
 * <p>
 * Safe for use by several threads, as a transaction may end on another thread than the
 * one that ran it.
 */
public final class ChangeSet {

	private static final Log logger = LogFactory.getLog(ChangeSet.class);

	// As random as their first one: no two processes ever count over the same numbers.
	private static final AtomicLong IDS = new AtomicLong(new SecureRandom().nextLong());

	// What has more is collapsed to whole regions.
	private static final int MAX_KEYS = 10_000;

	private final long id = newId();

	private final CommitHandler handler;

	private final Set<EntryKey> keys = new LinkedHashSet<>();

	private final Set<String> regions = new LinkedHashSet<>();

	private final Set<String> tables = new LinkedHashSet<>();

	private final Map<EntryKey, RowChange> rows = new LinkedHashMap<>();

	private final Map<String, Assumption> assumptions = new LinkedHashMap<>();

	private boolean commitAttempted;

	private boolean completed;

	private boolean succeeded;

	private @Nullable Object attachment;

	public ChangeSet(CommitHandler handler) {
		this.handler = handler;
	}

	private static long newId() {
		long id = IDS.incrementAndGet();
		return (id != 0) ? id : IDS.incrementAndGet();
	}

	/** The transaction's random id, never 0. */
	public long id() {
		return this.id;
	}

	/** Notes what has become stale. */
	public synchronized void add(Invalidation change) {
		withdrawStates(change);
		if (this.regions.addAll(change.regions())) {
			this.handler.changesRegions(this);
		}
		this.tables.addAll(change.tables());
		for (EntryKey key : change.keys()) {
			if (!this.regions.contains(key.region())) {
				this.keys.add(key);
			}
		}
		if (this.keys.size() > MAX_KEYS) {
			this.keys.forEach((key) -> this.regions.add(key.region()));
			this.keys.clear();
		}
		else if (!change.regions().isEmpty()) {
			this.keys.removeIf((key) -> this.regions.contains(key.region()));
		}
	}

	/**
	 * Adds a change of single rows.
	 * @param rows what became of them, by the entries of theirs that are stale
	 */
	public synchronized void add(Invalidation change, Map<EntryKey, RowChange> rows) {
		add(change);
		rows.forEach((key, row) -> {
			if (this.rows.size() < MAX_KEYS || this.rows.containsKey(key)) {
				this.rows.merge(key, row, RowChange::then);
			}
		});
	}

	/**
	 * Notes what the changes rely on. It is checked now, before the commit and after it:
	 * a statement may be executed later than it is noted.
	 */
	public void assume(Assumption assumption) {
		if (this.handler.isChangedSince(assumption.region(), assumption.since())) {
			add(assumption.otherwise());
			return;
		}
		synchronized (this) {
			this.assumptions.merge(assumption.region(), assumption, Assumption::and);
		}
	}

	/** What the changes rely on and what was true when it was last checked. */
	public synchronized List<Assumption> assumptions() {
		return List.copyOf(this.assumptions.values());
	}

	private void checkAssumptions() {
		for (Assumption assumption : assumptions()) {
			if (this.handler.isChangedSince(assumption.region(), assumption.since())) {
				add(assumption.otherwise());
				synchronized (this) {
					this.assumptions.remove(assumption.region());
				}
			}
		}
	}

	/** Keeps something of the handler's, the first time. */
	public synchronized void attach(Object handlers) {
		if (this.attachment == null) {
			this.attachment = handlers;
		}
	}

	/** What the handler has attached, {@code null} if nothing. */
	public synchronized @Nullable Object attachment() {
		return this.attachment;
	}

	/** Nobody can vouch for the state of any row any more. */
	public synchronized void withdrawStates() {
		this.rows.replaceAll((key, row) -> row.withoutState());
	}

	/** Whether the state of a row is known. */
	public synchronized boolean hasStates() {
		return this.rows.values().stream().anyMatch((row) -> row.state() != null);
	}

	// Whoever else speaks of a row knows something about it that its state may not show.
	private void withdrawStates(Invalidation change) {
		if (!this.rows.isEmpty()) {
			this.rows.replaceAll((key, row) -> change.covers(key) ? row.withoutState() : row);
		}
	}

	/**
	 * What became of single rows; past ten thousand, only of some. None if the
	 * transaction has ended and did not clearly commit.
	 */
	public synchronized Map<EntryKey, RowChange> rows() {
		return (this.completed && !this.succeeded) ? Map.of() : Map.copyOf(this.rows);
	}

	/** Whether the transaction has changed the entry, so that no cache may answer. */
	public synchronized boolean touches(EntryKey key) {
		return this.regions.contains(key.region()) || this.keys.contains(key);
	}

	/** Whether the transaction has changed anything in the region. */
	public synchronized boolean touchesRegion(String region) {
		return this.regions.contains(region) || this.keys.stream().anyMatch((key) -> key.region().equals(region));
	}

	public synchronized boolean isEmpty() {
		return this.keys.isEmpty() && this.regions.isEmpty() && this.tables.isEmpty();
	}

	/** All that has become stale so far. */
	public synchronized Invalidation invalidation() {
		return new Invalidation(this.keys, this.regions, this.tables);
	}

	/**
	 * The transaction is about to commit, and everything has been flushed. To be called
	 * again if something is added after that.
	 * @throws RuntimeException if the transaction must not commit
	 */
	public void beforeCommit() {
		if (isCompleted()) {
			return;
		}
		checkAssumptions();
		if (!isEmpty()) {
			this.handler.prepare(this);
		}
		// Only now: a handler that throws makes the transaction roll back.
		synchronized (this) {
			this.commitAttempted = true;
		}
	}

	/**
	 * The transaction has ended. Whatever it is told, a transaction whose commit was
	 * attempted and did not clearly succeed counts as committed: better a miss than a
	 * lie. Never throws, and does nothing the second time.
	 */
	public void afterCompletion(boolean committed) {
		boolean counts;
		synchronized (this) {
			if (this.completed) {
				return;
			}
			this.completed = true;
			this.succeeded = committed;
			counts = committed || this.commitAttempted;
		}
		if (!isEmpty()) {
			complete(counts);
		}
	}

	private void complete(boolean committed) {
		try {
			if (committed) {
				checkAssumptions();
				this.handler.committed(this);
			}
			else {
				this.handler.rolledBack(this);
			}
		}
		catch (RuntimeException ex) {
			// Thrown further it would hide a commit from its caller.
			logger.error("The end of a transaction was not handled", ex);
		}
	}

	/** Whether the transaction has ended. */
	synchronized boolean isCompleted() {
		return this.completed;
	}

}
