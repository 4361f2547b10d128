package io.entitycache.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.entitycache.fixtures.Threads;
import io.entitycache.fixtures.Threads.Running;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTests {

	private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.AbortPolicy());

	private final Turns turns = new Turns(this.thread);

	private final Threads threads = new Threads();

	private final List<String> done = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void close() {
		this.threads.close();
		this.thread.shutdownNow();
	}

	@Test
	void taskRunsHereIfNobodyIsBeforeIt() {
		assertThat(this.turns.runNow(() -> this.done.add(Thread.currentThread().getName()))).isTrue();

		assertThat(this.done).containsExactly(Thread.currentThread().getName());
	}

	@Test
	void nobodyOvertakesWhatIsRunningOrWaiting() {
		Threads.Barrier busy = new Threads.Barrier();
		this.turns.queue(busy);
		busy.awaitReached();
		assertThat(this.turns.runNow(() -> this.done.add("first"))).isFalse();
		this.turns.queue(() -> this.done.add("first"));
		assertThat(this.turns.runNow(() -> this.done.add("second"))).isFalse();
		busy.release();

		awaitIdle();
		assertThat(this.turns.runNow(() -> this.done.add("second"))).isTrue();
		assertThat(this.done).containsExactly("first", "second");
	}

	@Test
	void taskWithoutRoomIsDroppedAndHoldsUpNobody() {
		Threads.Barrier busy = new Threads.Barrier();
		this.turns.queue(busy);
		busy.awaitReached();
		this.turns.queue(() -> this.done.add("kept"));
		this.turns.queue(() -> this.done.add("dropped"));
		busy.release();

		awaitIdle();
		assertThat(this.done).containsExactly("kept");
	}

	@Test
	void tasksNeverOverlap() {
		int[] unguarded = new int[1];
		AtomicInteger ran = new AtomicInteger();
		Runnable task = () -> {
			unguarded[0]++;
			ran.incrementAndGet();
		};
		Running<Boolean> queueing = this.threads.start(() -> {
			for (int i = 0; i < 100_000; i++) {
				this.turns.queue(task);
			}
			return true;
		});
		for (int i = 0; i < 100_000; i++) {
			this.turns.runNow(task);
		}
		queueing.join();

		awaitIdle();
		assertThat(unguarded[0]).isEqualTo(ran.get());
	}

	@Test
	void nothingRunsAfterTheStop() {
		Threads.Barrier busy = new Threads.Barrier();
		Running<Boolean> running = this.threads.start(() -> this.turns.runNow(busy));
		busy.awaitReached();
		Running<Boolean> stopping = this.threads.start(() -> {
			this.turns.stop();
			return true;
		});
		stopping.awaitWaiting();
		busy.release();

		assertThat(running.join()).isTrue();
		assertThat(stopping.join()).isTrue();
		assertThat(this.turns.runNow(() -> this.done.add("late"))).isFalse();
		this.turns.queue(() -> this.done.add("late"));
		assertThat(this.done).isEmpty();
	}

	// A task counts as waiting until it has ended.
	private void awaitIdle() {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.turns.runNow(() -> {
			}));
	}

}
