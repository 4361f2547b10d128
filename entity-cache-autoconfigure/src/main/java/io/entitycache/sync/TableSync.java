package io.entitycache.sync;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.SyncMode;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import io.entitycache.jpa.ChangeTime;
import io.entitycache.jpa.EntityPages;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.BackgroundLoads;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a table into its cache, page by page. Used once, by one thread.
 *
 * @param <ID> the type of the entity's id
 */
final class TableSync<ID> {

	/*
	 * Each page is a load like any other: its right to fill is taken before its snapshot,
	 * so that whatever is committed meanwhile wins, and readers are served what is cached
	 * until a page replaces it. Rows that nobody has told of, because they were changed
	 * or deleted by something that the application cannot see, are found where a level
	 * has another state, or a state without a row; of those every node is told. What
	 * neither level of this node knows of cannot be named. But when every row has been
	 * read, what is older than the first page is outdated wherever it is: level 2's
	 * entries by their numbers, level 1's by what level 2 has then.
	 */

	private final SyncSubject<ID> subject;

	private final EntityPages<?, ID> pages;

	private final Ticker ticker;

	private final EntityCacheObserver observer;

	private final WorkerPool pool;

	private final SyncMarks marks;

	private final Runnable afterPage;

	private final long start;

	private long expected = -1;

	private long rows;

	private long changed;

	private long refused;

	private long beyondLevel1;

	private @Nullable Object latestChange;

	/**
	 * Creates one.
	 * @param pool reads the next page, if it has a thread to spare
	 * @param marks tell all nodes
	 * @param afterPage runs after each page
	 */
	TableSync(SyncSubject<ID> subject, WorkerPool pool, Ticker ticker, EntityCacheObserver observer, SyncMarks marks,
			Runnable afterPage) {
		this.subject = subject;
		this.pages = subject.requiredPages();
		this.pool = pool;
		this.ticker = ticker;
		this.observer = observer;
		this.marks = marks;
		this.afterPage = afterPage;
		this.start = ticker.read();
	}

	/** When the row that was changed last was, {@code null} if nothing tells. */
	@Nullable Object latestChange() {
		return this.latestChange;
	}

	/** Reads every row. */
	SyncResult full() {
		Runnable end = this.marks.begin(this.subject.name());
		Set<ID> unseen = this.subject.entities().keys();
		this.expected = this.pages.count();
		keepAll(this.pages::after, unseen, SyncMode.FULL);
		long removed = remove(unseen);
		end.run();
		this.subject.entities().compare(this.subject.loader());
		return result(SyncResult.Kind.FULL, removed);
	}

	/** Reads the rows that were changed at that time or later. */
	SyncResult since(ChangeTime changeTime, Object time) {
		keepAll((last) -> this.pages.changedSince(changeTime, time, last), new HashSet<>(), SyncMode.INCREMENTAL);
		return result(SyncResult.Kind.INCREMENTAL, 0);
	}

	private void keepAll(PageReader<ID> reader, Set<ID> unseen, SyncMode mode) {
		BackgroundLoads<ID, EntityState> entities = this.subject.entities();
		try (PagesAhead<ID, EntityState> ahead = new PagesAhead<>((last) -> entities.read(() -> reader.after(last)),
				this.pages.pageSize(), this.pool)) {
			BackgroundLoads<ID, EntityState>.Page page = ahead.next();
			while (page != null) {
				if (Thread.currentThread().isInterrupted()) {
					throw new CancellationException(
							"The sync of cache '%s' was stopped".formatted(this.subject.name()));
				}
				keep(page, unseen);
				this.rows += page.values().size();
				report(mode);
				this.afterPage.run();
				page = ahead.next();
			}
		}
	}

	private void keep(BackgroundLoads<ID, EntityState>.Page page, Set<ID> unseen) {
		page.values().forEach((id, state) -> {
			unseen.remove(id);
			saw(state);
		});
		keep(page);
	}

	private void saw(EntityState state) {
		ChangeTime changeTime = this.subject.changed();
		if (changeTime != null) {
			this.latestChange = changeTime.later(this.latestChange, changeTime.of(state));
		}
	}

	private void keep(BackgroundLoads<ID, EntityState>.Page page) {
		Map<ID, EntityState> states = page.values();
		Map<ID, Correction> outdated = this.subject.outdated(states);
		BackgroundLoads.Kept kept = page.keepAllBut(outdated.keySet());
		this.refused += kept.refused();
		this.beyondLevel1 += kept.withoutRoom();
		this.subject.pointers()
			.forEach((attribute, pointers) -> page.tell(pointers, this.subject.idsBy(attribute, states)));
		if (!outdated.isEmpty()) {
			this.changed += outdated.size();
			this.subject.reload(outdated, this.marks);
		}
		this.subject.show().accept(states);
	}

	private long remove(Set<ID> unseen) {
		// What a change of the application has removed meanwhile needs no second word.
		unseen.retainAll(this.subject.entities().keys());
		if (!unseen.isEmpty()) {
			this.subject.remove(unseen);
		}
		return unseen.size();
	}

	private void report(SyncMode mode) {
		this.observer.syncProgressed(new SyncProgress(this.subject.name(), mode, this.rows, this.expected,
				Duration.ofNanos(this.ticker.read() - this.start)));
	}

	private SyncResult result(SyncResult.Kind kind, long removed) {
		return new SyncResult(this.subject.name(), kind, this.rows, this.changed, removed, this.refused,
				this.beyondLevel1, Duration.ofNanos(this.ticker.read() - this.start));
	}

	/** Reads the page after a row, {@code null} for the first one. */
	private interface PageReader<ID> {

		Map<ID, EntityState> after(@Nullable EntityState last);

	}

}
