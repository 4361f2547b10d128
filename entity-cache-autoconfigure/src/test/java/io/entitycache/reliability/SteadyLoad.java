package io.entitycache.reliability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.entitycache.EntityCache;
import io.entitycache.reliability.counter.Counter;

/**
 * Threads that read the counters of one node, and one that raises some of them and reads
 * what it has written. Nobody else may write those.
 */
final class SteadyLoad {

	private static final int READERS = 3;

	private static final long READ_PACE = TimeUnit.MILLISECONDS.toNanos(3);

	private static final long WRITE_PACE = TimeUnit.MILLISECONDS.toNanos(50);

	private final ReliabilityNode node;

	private final EntityCache<Counter, Long> cache;

	private final int keys;

	private final List<Long> written;

	private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final Queue<String> staleReads = new ConcurrentLinkedQueue<>();

	private final AtomicLong writes = new AtomicLong();

	private final List<Thread> readers = new ArrayList<>();

	private final Thread writer;

	private volatile Map<Long, Long> expected = Map.of();

	private volatile boolean writing = true;

	private volatile boolean reading = true;

	SteadyLoad(ReliabilityNode node, int keys, List<Long> written) {
		this.node = node;
		this.cache = node.cache(Counter.class);
		this.keys = keys;
		this.written = written;
		for (int i = 0; i < READERS; i++) {
			long seed = i;
			this.readers.add(new Thread(() -> read(new Random(seed)), "outage-reader-" + i));
		}
		this.writer = new Thread(this::write, "outage-writer");
	}

	void start() {
		this.readers.forEach(Thread::start);
		this.writer.start();
	}

	void stopWriting() {
		this.writing = false;
		join(this.writer);
	}

	/** From now on every read must answer this. */
	void expect(Map<Long, Long> numbers) {
		this.expected = numbers;
	}

	void stop() {
		this.reading = false;
		stopWriting();
		this.readers.forEach(SteadyLoad::join);
	}

	private static void join(Thread thread) {
		try {
			thread.join(TimeUnit.SECONDS.toMillis(20));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void read(Random random) {
		while (this.reading) {
			Map<Long, Long> required = this.expected;
			long id = 1 + random.nextInt(this.keys);
			attempt(() -> {
				long number = read(id);
				if (required.containsKey(id) && Objects.requireNonNull(required.get(id)) != number) {
					this.staleReads.add("calm: key " + id + " was " + number);
				}
			});
			LockSupport.parkNanos(READ_PACE);
		}
	}

	private long read(long id) {
		long start = System.nanoTime();
		long number = this.cache.findById(id).orElseThrow().getNumber();
		this.answers.add(new Answer(start, System.nanoTime() - start));
		return number;
	}

	private void write() {
		for (int i = 0; this.writing; i++) {
			long id = this.written.get(i % this.written.size());
			attempt(() -> {
				long number = this.node.inTransaction((entityManager) -> entityManager.find(Counter.class, id).raise());
				this.writes.incrementAndGet();
				long seen = read(id);
				if (seen != number) {
					this.staleReads.add("own write: key " + id + " was " + seen + ", not " + number);
				}
			});
			LockSupport.parkNanos(WRITE_PACE);
		}
	}

	private void attempt(Runnable action) {
		try {
			action.run();
		}
		catch (RuntimeException | Error ex) {
			this.failures.add(ex);
		}
	}

	Queue<Throwable> failures() {
		return this.failures;
	}

	Queue<String> staleReads() {
		return this.staleReads;
	}

	long writes() {
		return this.writes.get();
	}

	/** How long the reads took that began between two times, in ascending order. */
	List<Duration> times(long from, long to) {
		return this.answers.stream()
			.filter((answer) -> answer.start() - from >= 0 && answer.start() - to < 0)
			.map((answer) -> Duration.ofNanos(answer.nanos()))
			.sorted()
			.toList();
	}

	private record Answer(long start, long nanos) {
	}

}
