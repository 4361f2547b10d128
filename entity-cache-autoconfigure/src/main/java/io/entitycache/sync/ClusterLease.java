package io.entitycache.sync;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.cluster.Coordination;
import io.entitycache.tier.SharedLevelException;
import org.jspecify.annotations.Nullable;

/**
 * Work that one node of the cluster is enough for. Without contact to the others each
 * node does it.
 */
final class ClusterLease {

	/** Longer than a page may take. */
	static final Duration LIFE = Duration.ofSeconds(30);

	private static final Duration NOTE_LIFE = Duration.ofMinutes(10);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

	private final Coordination coordination;

	private final String name;

	private final Ticker ticker;

	ClusterLease(Coordination coordination, String name, Ticker ticker) {
		this.coordination = coordination;
		this.name = name;
		this.ticker = ticker;
	}

	/** The lease, {@code null} if another node has it. */
	@Nullable Held take(Duration life) {
		String holder = UUID.randomUUID().toString();
		try {
			return this.coordination.acquire(this.name, holder, life) ? new Held(holder) : null;
		}
		catch (SharedLevelException ex) {
			return new Held(holder);
		}
	}

	/**
	 * Waits until whoever has the lease has given it up.
	 * @return whether that one has done the work, or is still at it after that time
	 * @throws InterruptedException if this thread is to end
	 */
	boolean awaitOther(Duration atMost) throws InterruptedException {
		long start = this.ticker.read();
		String holder = holder();
		while (holder != null && this.ticker.read() - start < atMost.toNanos()) {
			if (!holder.equals(holder())) {
				return isDone(holder);
			}
			TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
		}
		return holder != null;
	}

	private @Nullable String holder() {
		try {
			return this.coordination.holder(this.name);
		}
		catch (SharedLevelException ex) {
			return null;
		}
	}

	private boolean isDone(String holder) {
		try {
			byte[] note = this.coordination.note(this.name);
			return note != null && holder.equals(new String(note, StandardCharsets.UTF_8));
		}
		catch (SharedLevelException ex) {
			return false;
		}
	}

	/** The lease, held by this node. */
	final class Held {

		private final String holder;

		private Held(String holder) {
			this.holder = holder;
		}

		/** The work goes on. */
		void renew() {
			quietly(() -> ClusterLease.this.coordination.renew(ClusterLease.this.name, this.holder, LIFE));
		}

		/** The work is done: those who wait for it may go on. */
		void done() {
			quietly(() -> ClusterLease.this.coordination.leave(ClusterLease.this.name,
					this.holder.getBytes(StandardCharsets.UTF_8), NOTE_LIFE));
			giveUp();
		}

		/** The work is not done, and somebody else may try. */
		void giveUp() {
			quietly(() -> ClusterLease.this.coordination.release(ClusterLease.this.name, this.holder));
		}

		// A lease that cannot be reached ends by itself.
		private static void quietly(Runnable action) {
			try {
				action.run();
			}
			catch (SharedLevelException ex) {
				// Nothing depends on it.
			}
		}

	}

}
