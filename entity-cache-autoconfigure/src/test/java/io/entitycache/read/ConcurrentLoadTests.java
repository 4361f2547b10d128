package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;

import io.entitycache.Cached;
import io.entitycache.EntityCacheObserver;
import io.entitycache.InvalidationCause;
import io.entitycache.LoadTimeoutException;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.fixtures.Threads;
import io.entitycache.read.Loader.Snapshot;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Several threads that ask for what is not in level 1. */
class ConcurrentLoadTests {

	private static final Cached<String> OLD = new Cached<>("old");

	private static final Cached<String> NEW = new Cached<>("new");

	private final RowLoader rows = new RowLoader();

	private final Threads threads = new Threads();

	private CacheRegion<Long, String> region = region(Duration.ofSeconds(5));

	@AfterEach
	void close() {
		this.threads.close();
	}

	@RepeatedTest(20)
	void manyThreadsCauseOneLoad() throws Exception {
		this.rows.put(1, "old");
		CyclicBarrier start = new CyclicBarrier(8);
		List<Threads.Running<Cached<String>>> readers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			readers.add(this.threads.start(() -> {
				start.await();
				return read(1);
			}));
		}

		readers.forEach((reader) -> assertThat(reader.join()).isEqualTo(OLD));
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void lateReaderDoesNotGetWhatAnEarlyLoadRead() {
		this.rows.put(1, "old");
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.afterReading(barrier);
		Threads.Running<Cached<String>> early = this.threads.start(() -> read(1));
		barrier.awaitReached();
		this.rows.afterReading(() -> {
		});
		this.rows.put(1, "new");
		this.region.evictLocal("1", InvalidationCause.ENTITY);

		assertThat(read(1)).isEqualTo(NEW);
		barrier.release();
		assertThat(early.join()).isEqualTo(OLD);
		assertThat(read(1)).isEqualTo(NEW);
		assertThat(this.rows.loads()).hasSize(2);
	}

	@Test
	void failureOfALoadIsThatOfEverybodyWhoWaitsForItAndOfNobodyLater() {
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(() -> {
			barrier.run();
			throw new IllegalStateException("The database is down");
		});
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.failure()).isInstanceOf(IllegalStateException.class);
		assertThat(follower.failure()).isSameAs(leader.failure());
		assertThat(this.rows.loads()).hasSize(1);
		this.rows.beforeReading(() -> {
		});
		assertThat(read(1)).isEqualTo(Cached.absent());
	}

	@Test
	void failureInATransactionIsItsOwnAndTheFollowerLoadsItself() {
		this.rows.put(1, "old");
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION);
		Threads.Barrier barrier = new Threads.Barrier();
		AtomicReference<Thread> leading = new AtomicReference<>();
		this.rows.beforeReading(() -> {
			if (leading.compareAndSet(null, Thread.currentThread())) {
				barrier.run();
				throw new IllegalStateException("The transaction has timed out");
			}
		});
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.failure()).isInstanceOf(IllegalStateException.class);
		assertThat(follower.join()).isEqualTo(OLD);
	}

	@Test
	void errorOfALoadReachesTheFollowersToo() {
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(() -> {
			barrier.run();
			throw new StackOverflowError();
		});
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.failure()).isInstanceOf(StackOverflowError.class);
		assertThat(follower.failure()).isInstanceOf(StackOverflowError.class);
	}

	@Test
	void nobodyWaitsForAHangingLoadLongerThanTheLoadTimeout() {
		this.region = region(Duration.ofMillis(100));
		this.rows.put(1, "old");
		this.rows.put(2, "new");
		Threads.Running<Cached<String>> hanging = hangs(1);

		assertThat(this.threads.start(() -> read(1)).join()).isEqualTo(OLD);
		assertThat(this.rows.loads()).containsExactly(List.of(1L), List.of(1L));
		assertThat(hanging.result()).isNotDone();
	}

	@Test
	void bulkReadLoadsTogetherWhatItHasWaitedForInVain() {
		this.region = region(Duration.ofMillis(100));
		this.rows.put(1, "old");
		this.rows.put(2, "new");
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(() -> {
			if (this.rows.loads().size() == 1) {
				barrier.run();
			}
		});
		this.threads.start(() -> this.region.readAll(List.of(1L, 2L), this.rows));
		barrier.awaitReached();

		assertThat(this.threads.start(() -> this.region.readAll(List.of(1L, 2L), this.rows)).join())
			.containsExactly(Map.entry(1L, OLD), Map.entry(2L, NEW));
		assertThat(this.rows.loads()).hasSize(2);
		barrier.release();
	}

	@Test
	void readerWithAConnectionDoesNotWaitForALoadThatHasNone() {
		this.rows.put(1, "old");
		Threads.Running<Cached<String>> without = hangs(1);
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION);

		assertThat(read(1)).isEqualTo(OLD);
		assertThat(without.result()).isNotDone();
	}

	@Test
	void readerWithoutAConnectionWaitsForALoadThatHasNone() {
		this.rows.put(1, "old");
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(barrier);
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.join()).isEqualTo(OLD);
		assertThat(follower.join()).isEqualTo(OLD);
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void readersWithAConnectionShareALoad() {
		this.rows.put(1, "old");
		hangs(1);
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION);
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(barrier);
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.join()).isEqualTo(OLD);
		assertThat(follower.join()).isEqualTo(OLD);
		assertThat(this.rows.loads()).hasSize(2);
	}

	@Test
	void loadFromASnapshotIsSharedUnlessTheRowWasInvalidatedSinceItWasTaken() {
		this.rows.put(1, "old");
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION.since(this.region.newTicket()));
		Threads.Running<Cached<String>> snapshot = hangs(1);
		this.rows.put(1, "new");
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION);
		this.region.evictLocal("1", InvalidationCause.ENTITY);

		assertThat(read(1)).isEqualTo(NEW);
		assertThat(snapshot.result()).isNotDone();
	}

	@Test
	void readersOfOneSnapshotShareALoadWhileItIsYoung() {
		this.rows.put(1, "old");
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION.since(this.region.newTicket()));
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(barrier);
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.join()).isEqualTo(OLD);
		assertThat(follower.join()).isEqualTo(OLD);
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void loadFromASnapshotThatIsOlderThanALoadMayTakeIsNotShared() {
		this.rows.put(1, "old");
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION.since(this.region.newTicket().earlier(Duration.ofSeconds(6))));
		Threads.Running<Cached<String>> snapshot = hangs(1);

		assertThat(read(1)).isEqualTo(OLD);
		assertThat(snapshot.result()).isNotDone();
	}

	@Test
	void ownLoadThatIsTooSlowSaysSo() {
		this.region = region(Duration.ofNanos(1));
		RuntimeException cancelled = new IllegalStateException("The statement was cancelled");
		this.rows.beforeReading(() -> {
			throw cancelled;
		});

		assertThatExceptionOfType(LoadTimeoutException.class).isThrownBy(() -> read(1))
			.withMessageContaining("product")
			.withMessageContaining("load-timeout")
			.withCause(cancelled);
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION);
		assertThatIllegalStateException().isThrownBy(() -> read(1)).isSameAs(cancelled);
	}

	@Test
	void loadThatWasTooSlowIsTriedByThoseWhoWaitedForIt() {
		this.region = region(Duration.ofMillis(200));
		this.rows.put(1, "old");
		AtomicReference<Thread> leading = new AtomicReference<>();
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(() -> {
			if (leading.compareAndSet(null, Thread.currentThread())) {
				barrier.run();
				throw new LoadTimeoutException("product", Duration.ofMillis(200), new IllegalStateException());
			}
		});
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.failure()).isInstanceOf(LoadTimeoutException.class);
		assertThat(follower.join()).isEqualTo(OLD);
	}

	@Test
	void interruptOfALoadIsNotThatOfThoseWhoWaitForIt() {
		this.rows.put(1, "old");
		AtomicReference<Thread> leading = new AtomicReference<>();
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(() -> {
			if (leading.compareAndSet(null, Thread.currentThread())) {
				barrier.run();
				Thread.currentThread().interrupt();
				throw new IllegalStateException("The wait for a connection was interrupted");
			}
		});
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Cached<String>> follower = this.threads.start(() -> read(1));
		follower.awaitWaiting();
		barrier.release();

		assertThat(leader.failure()).hasMessageContaining("interrupted");
		assertThat(follower.join()).isEqualTo(OLD);
	}

	@Test
	void interruptedFollowerKeepsItsInterrupt() {
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(barrier);
		this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Boolean> follower = this.threads.start(() -> {
			assertThatIllegalStateException().isThrownBy(() -> read(1));
			return Thread.currentThread().isInterrupted();
		});
		follower.awaitWaiting();
		follower.thread().interrupt();

		assertThat(follower.join()).isTrue();
		barrier.release();
	}

	@Test
	void loadThatReadsItsOwnKeyDoesNotWaitForItself() {
		this.rows.put(1, "old");
		AtomicReference<Cached<String>> inner = new AtomicReference<>();
		this.rows.beforeReading(() -> {
			if (this.rows.loads().size() == 1) {
				inner.set(read(1));
			}
		});

		assertThat(read(1)).isEqualTo(OLD);
		assertThat(inner).hasValue(OLD);
	}

	@RepeatedTest(50)
	void bulkReadsThatCrossDoNotWaitForEachOther() throws Exception {
		this.rows.put(1, "old");
		this.rows.put(2, "new");
		CyclicBarrier start = new CyclicBarrier(2);
		Threads.Running<Map<Long, Cached<String>>> other = this.threads.start(() -> {
			start.await();
			return this.region.readAll(List.of(2L, 1L), this.rows);
		});
		start.await();

		assertThat(this.region.readAll(List.of(1L, 2L), this.rows)).containsExactly(Map.entry(1L, OLD),
				Map.entry(2L, NEW));
		assertThat(other.join()).containsExactly(Map.entry(2L, NEW), Map.entry(1L, OLD));
		assertThat(this.rows.loads().stream().mapToInt(List::size).sum()).isEqualTo(2);
	}

	@Test
	void bulkReadLoadsOnlyWhatNobodyElseIsLoading() {
		this.rows.put(1, "old");
		this.rows.put(2, "new");
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(() -> {
			if (this.rows.loads().size() == 1) {
				barrier.run();
			}
		});
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();
		Threads.Running<Map<Long, Cached<String>>> bulk = this.threads
			.start(() -> this.region.readAll(List.of(1L, 2L), this.rows));
		bulk.awaitWaiting();
		barrier.release();

		assertThat(bulk.join()).containsExactly(Map.entry(1L, OLD), Map.entry(2L, NEW));
		assertThat(leader.join()).isEqualTo(OLD);
		assertThat(this.rows.loads()).containsExactly(List.of(1L), List.of(2L));
	}

	/** A load that does not end before the test does; later ones go on. */
	private Threads.Running<Cached<String>> hangs(long key) {
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(barrier);
		Threads.Running<Cached<String>> hanging = this.threads.start(() -> read(key));
		barrier.awaitReached();
		this.rows.beforeReading(() -> {
		});
		return hanging;
	}

	private Cached<String> read(long key) {
		return this.region.read(key, this.rows);
	}

	private static CacheRegion<Long, String> region(Duration loadTimeout) {
		NodeContext alone = new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null,
				new ServerClock(), System::nanoTime, EntityCacheObserver.NOOP);
		return new CacheRegion<>("product", TextCodecs.KEYS, TextCodecs.VALUES,
				Policies.loadTimeout(Policies.PLAIN, loadTimeout), alone);
	}

}
