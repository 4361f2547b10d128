package io.entitycache.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;

import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.fixtures.Threads;
import io.entitycache.read.BackgroundLoads;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.NodeContext;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

class PagesAheadTests {

	private static final int SIZE = 2;

	private final WorkerPool pool = new WorkerPool("entity-cache-test", 1, 1);

	private final BackgroundLoads<Long, String> loads = new CacheRegion<>("product", TextCodecs.KEYS, TextCodecs.VALUES,
			Policies.PLAIN, new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null,
					new ServerClock(), new ManualTicker(), new RecordingObserver()))
		.background();

	private final List<String> read = new CopyOnWriteArrayList<>();

	private final List<Thread> readers = new CopyOnWriteArrayList<>();

	@AfterEach
	void stop() {
		this.pool.stop();
	}

	@Test
	void pagesComeInOrderUntilOneIsNotFull() {
		this.pool.start();

		assertThat(pages(5)).containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of(5L));
	}

	@Test
	void emptyPageFollowsAFullOne() {
		assertThat(pages(4)).containsExactly(List.of(1L, 2L), List.of(3L, 4L), List.of());
	}

	@Test
	void nextPageIsReadWhileOneIsKept() {
		this.pool.start();
		try (PagesAhead<Long, String> ahead = ahead(5)) {
			ahead.next();

			await().until(() -> this.read.size() == 2);
		}
	}

	@Test
	void noMoreThanOnePageIsReadAhead() {
		this.pool.start();
		try (PagesAhead<Long, String> ahead = ahead(100)) {
			ahead.next();
			await().until(() -> this.read.size() == 2);
			// The only thread is free again, and has nothing to do.
			this.pool.submit(() -> 1).join();

			assertThat(this.read).hasSize(2);
		}
	}

	@Test
	void callerReadsIfNoThreadCanBeSpared() {
		Threads.Barrier busy = new Threads.Barrier();
		this.pool.start();
		this.pool.offer(busy);
		busy.awaitReached();

		assertThat(pages(5)).hasSize(3);
		assertThat(this.readers).containsOnly(Thread.currentThread());
		busy.release();
	}

	@Test
	void failureIsThatOfThePage() {
		this.pool.start();
		try (PagesAhead<Long, String> ahead = new PagesAhead<>((last) -> {
			throw new IllegalStateException("no");
		}, SIZE, this.pool)) {
			assertThatIllegalStateException().isThrownBy(ahead::next).withMessage("no");
		}
	}

	@Test
	void nothingIsReadAfterTheEnd() {
		Threads.Barrier busy = new Threads.Barrier();
		this.pool.start();
		this.pool.offer(busy);
		busy.awaitReached();
		ahead(5).close();

		busy.release();
		this.pool.submit(() -> 1).join();
		assertThat(this.read).isEmpty();
	}

	@Test
	void interruptedCallerStopsReading() {
		Threads.Barrier page = new Threads.Barrier();
		this.pool.start();
		try (PagesAhead<Long, String> ahead = new PagesAhead<>((last) -> {
			page.run();
			return this.loads.read(Map::of);
		}, SIZE, this.pool)) {
			page.awaitReached();
			Thread.currentThread().interrupt();

			assertThatExceptionOfType(CancellationException.class).isThrownBy(ahead::next);
			assertThat(Thread.interrupted()).isTrue();
		}
		page.release();
	}

	private List<List<Long>> pages(int rows) {
		List<List<Long>> pages = new ArrayList<>();
		try (PagesAhead<Long, String> ahead = ahead(rows)) {
			BackgroundLoads<Long, String>.@Nullable Page page = ahead.next();
			while (page != null) {
				pages.add(List.copyOf(page.values().keySet()));
				page = ahead.next();
			}
		}
		return pages;
	}

	private PagesAhead<Long, String> ahead(int rows) {
		return new PagesAhead<>((last) -> this.loads.read(() -> page(last, rows)), SIZE, this.pool);
	}

	private Map<Long, String> page(@Nullable String last, int rows) {
		this.readers.add(Thread.currentThread());
		this.read.add(String.valueOf(last));
		Map<Long, String> page = new LinkedHashMap<>();
		long from = (last != null) ? Long.parseLong(last) + 1 : 1;
		for (long id = from; id < from + SIZE && id <= rows; id++) {
			page.put(id, String.valueOf(id));
		}
		return page;
	}

}
