package io.entitycache.history;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementLog;
import org.jspecify.annotations.Nullable;

/** Stops a transaction between its commit and its announcement, for ever. */
final class HeldCommits {

	private final AtomicBoolean armed = new AtomicBoolean();

	void arm() {
		this.armed.set(true);
	}

	AnnouncementLog around(AnnouncementLog log) {
		return new AnnouncementLog() {

			@Override
			public Receipt prepare(Announcement pending) {
				return log.prepare(pending);
			}

			@Override
			public Receipt commit(Announcement committed) {
				if (committed.transaction() != 0 && !committed.invalidation().keys().isEmpty()
						&& HeldCommits.this.armed.compareAndSet(true, false)) {
					hold();
				}
				return log.commit(committed);
			}

			@Override
			public void rollBack(Announcement rolledBack) {
				log.rollBack(rolledBack);
			}

			@Override
			public Receipt synced(Announcement synced, long incarnation) {
				return log.synced(synced, incarnation);
			}

			@Override
			public State state() {
				return log.state();
			}

			@Override
			public Position position() {
				return log.position();
			}

			@Override
			public long session() {
				return log.session();
			}

			@Override
			public @Nullable String cannotWrite() {
				return log.cannotWrite();
			}

			@Override
			public State renew(long incarnation) {
				return log.renew(incarnation);
			}

			@Override
			public List<byte[]> readFrom(long sequence, int limit) {
				return log.readFrom(sequence, limit);
			}

		};
	}

	private void hold() {
		System.out.println("HELD");
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
