package io.entitycache.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.entitycache.EntityCache;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionTemplate;

/** One thread of a node: random reads and writes, recorded. */
final class HistoryWorker implements Runnable {

	/* Far above any committed number: whoever sees it saw what was rolled back. */

	static final long ROLLED_BACK = 1_000_000_000L;

	private final EntityCache<HistoryItem, Long> cache;

	private final EntityManager entityManager;

	private final TransactionTemplate transaction;

	private final TransactionTemplate readOnly;

	private final HistoryRecorder recorder;

	private final Random random;

	private final int keys;

	private volatile boolean stopped;

	private volatile long commits;

	private @Nullable Thread thread;

	private final List<long[]> intents = new ArrayList<>();

	HistoryWorker(EntityCache<HistoryItem, Long> cache, EntityManager entityManager, TransactionTemplate transaction,
			TransactionTemplate readOnly, HistoryRecorder recorder, long seed, int keys) {
		this.cache = cache;
		this.entityManager = entityManager;
		this.transaction = transaction;
		this.readOnly = readOnly;
		this.recorder = recorder;
		this.random = new Random(seed);
		this.keys = keys;
	}

	void startOn(Thread thread) {
		this.thread = thread;
		thread.start();
	}

	void stop() {
		this.stopped = true;
	}

	/** How many transactions with changes it has committed. */
	long commits() {
		return this.commits;
	}

	/** Waits until the last read or write has ended. */
	void awaitEnd(Duration limit) {
		Thread started = this.thread;
		try {
			if (started != null && !hasEnded(started, limit)) {
				throw new IllegalStateException("A worker does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean hasEnded(Thread thread, Duration limit) throws InterruptedException {
		thread.join(limit.toMillis());
		return !thread.isAlive();
	}

	@Override
	public void run() {
		while (!this.stopped) {
			int choice = this.random.nextInt(1000);
			if (choice < 930) {
				read(choice);
			}
			else {
				write(choice);
			}
			// Paces the load; nothing waits for it.
			LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(this.random.nextInt(1500)));
		}
	}

	private void read(int choice) {
		long start = System.nanoTime();
		try {
			if (choice < 700) {
				long id = key();
				this.cache.findById(id).ifPresent((item) -> saw(item, start));
			}
			else if (choice < 800) {
				byCode(start);
			}
			else if (choice < 880) {
				Map<Long, HistoryItem> items = this.cache.findAllById(List.of(key(), key(), key(), key(), key()));
				items.values().forEach((item) -> saw(item, start));
			}
			else {
				long id = key();
				this.readOnly.executeWithoutResult(
						(status) -> this.cache.findById(id).ifPresent((item) -> saw(item, System.nanoTime(), start)));
			}
		}
		catch (RuntimeException ex) {
			this.recorder.record(HistoryEvent.Kind.READ_ERROR, 0, 0, start, System.nanoTime());
			System.err
				.println("read failed: " + ex + ", at " + ex.getStackTrace()[0] + ", because of " + ex.getCause());
		}
	}

	private void byCode(long start) {
		HistoryItem known = this.cache.findById(key()).orElseThrow();
		saw(known, start);
		long asked = System.nanoTime();
		this.cache.findBy("code", known.getCode()).ifPresent((item) -> saw(item, asked));
	}

	private void saw(HistoryItem item, long start) {
		saw(item, System.nanoTime(), start);
	}

	private void saw(HistoryItem item, long end, long start) {
		this.recorder.record(HistoryEvent.Kind.READ, item.getId(), item.getNumber(), start, end);
	}

	private void write(int choice) {
		this.intents.clear();
		long start = System.nanoTime();
		try {
			if (choice < 970) {
				this.transaction
					.executeWithoutResult((status) -> change(key(), /* code= */ false));
			}
			else if (choice < 980) {
				this.transaction
					.executeWithoutResult((status) -> change(key(), /* code= */ true));
			}
			else if (choice < 990) {
				this.transaction.executeWithoutResult((status) -> changeMany());
			}
			else if (choice < 998) {
				this.transaction.executeWithoutResult((status) -> {
					item(key()).setNumber(ROLLED_BACK);
					this.entityManager.flush();
					status.setRollbackOnly();
				});
			}
			else {
				this.cache.clear();
			}
			long end = System.nanoTime();
			for (long[] intent : this.intents) {
				this.recorder.record(HistoryEvent.Kind.COMMIT, intent[0], intent[1], start, end);
			}
			this.commits += this.intents.isEmpty() ? 0 : 1;
		}
		catch (RuntimeException ex) {
			this.recorder.record(HistoryEvent.Kind.WRITE_ERROR, 0, 0, start, System.nanoTime());
		}
	}

	private void change(long id, boolean code) {
		HistoryItem item = item(id);
		long number = item.getNumber() + 1;
		item.setNumber(number);
		if (code) {
			item.setCode("code-" + id + "-" + number);
		}
		intend(id, number);
	}

	private HistoryItem item(long id) {
		HistoryItem item = this.entityManager.find(HistoryItem.class, id, LockModeType.PESSIMISTIC_WRITE);
		if (item == null) {
			throw new IllegalStateException("Row " + id + " is gone");
		}
		return item;
	}

	private void changeMany() {
		long first = key();
		this.entityManager.createQuery("update HistoryItem i set i.number = i.number + 1 where i.id between :a and :b")
			.setParameter("a", first)
			.setParameter("b", first + 4)
			.executeUpdate();
		List<Object[]> rows = this.entityManager
			.createQuery("select i.id, i.number from HistoryItem i where i.id between :a and :b", Object[].class)
			.setParameter("a", first)
			.setParameter("b", first + 4)
			.getResultList();
		rows.forEach((row) -> intend((Long) row[0], (Long) row[1]));
	}

	private void intend(long id, long number) {
		this.intents.add(new long[] { id, number });
		long now = System.nanoTime();
		this.recorder.record(HistoryEvent.Kind.INTENT, id, number, now, now);
	}

	private long key() {
		// Low keys are asked for more often.
		return 1 + (long) (this.keys * Math.pow(this.random.nextDouble(), 2));
	}

}
