package io.entitycache.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.entitycache.fixtures.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerPoolTests {

	private final WorkerPool pool = new WorkerPool("entity-cache-test", 1, 1);

	private final Threads.Barrier barrier = new Threads.Barrier();

	@AfterEach
	void stop() {
		this.barrier.release();
		this.pool.stop();
	}

	@Test
	void workIsDoneOnADaemonOfItsOwnName() {
		this.pool.start();
		CompletableFuture<Thread> thread = this.pool.submit(Thread::currentThread);

		assertThat(thread.join().isDaemon()).isTrue();
		assertThat(thread.join().getName()).startsWith("entity-cache-test-");
	}

	@Test
	void failureIsTheResult() {
		this.pool.start();
		CompletableFuture<Object> failing = this.pool.submit(() -> {
			throw new IllegalStateException("no");
		});

		assertThat(failing).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.withRootCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	void nothingIsTakenBeforeTheStartAndAfterTheStop() {
		assertThat(this.pool.offer(() -> {
		})).isFalse();
		assertRefused(this.pool.submit(() -> 1));
		this.pool.start();
		this.pool.stop();
		assertRefused(this.pool.submit(() -> 1));
		this.pool.start();
		assertThat(this.pool.submit(() -> 1).join()).isEqualTo(1);
	}

	@Test
	void workBeyondTheQueueIsRefused() {
		this.pool.start();
		this.pool.submit(() -> {
			this.barrier.run();
			return 0;
		});
		this.barrier.awaitReached();
		CompletableFuture<Integer> waiting = this.pool.submit(() -> 1);

		assertRefused(this.pool.submit(() -> 2));
		this.barrier.release();
		assertThat(waiting.join()).isEqualTo(1);
	}

	@Test
	void whatWaitsAtTheStopIsRefused() {
		this.pool.start();
		CompletableFuture<Integer> running = this.pool.submit(() -> {
			this.barrier.run();
			return 0;
		});
		this.barrier.awaitReached();
		CompletableFuture<Integer> waiting = this.pool.submit(() -> 1);
		this.pool.stop();

		assertRefused(waiting);
		assertThat(running).isCompletedExceptionally();
	}

	private static void assertRefused(CompletableFuture<?> future) {
		assertThat(future).isCompletedExceptionally();
		assertThat(future.handle((value, failure) -> failure).join()).isInstanceOf(RejectedExecutionException.class);
	}

}
