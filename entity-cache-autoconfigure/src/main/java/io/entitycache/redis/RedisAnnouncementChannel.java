package io.entitycache.redis;

import java.util.concurrent.ScheduledThreadPoolExecutor;

import io.entitycache.cluster.AnnouncementChannel;
import org.jspecify.annotations.Nullable;

/**
 * The doorbell as a Redis channel. Plain publish and subscribe, which a cluster carries
 * to all its servers too.
 */
public final class RedisAnnouncementChannel implements AnnouncementChannel {

	private final RedisConnections connections;

	private final byte[] bus;

	private volatile @Nullable Subscription subscription;

	public RedisAnnouncementChannel(RedisConnections connections) {
		this.connections = connections;
		this.bus = new RedisKeys(connections.settings()).bus();
	}

	@Override
	public synchronized void start(Listener listener) {
		if (this.subscription == null) {
			Subscription started = new Subscription(listener);
			this.subscription = started;
			started.start();
		}
	}

	@Override
	public synchronized void stop() {
		Subscription last = this.subscription;
		if (last != null) {
			last.stop();
			this.subscription = null;
		}
	}

	@Override
	public @Nullable String cannotHear() {
		Subscription current = this.subscription;
		Refusal trouble = (current != null) ? current.connection.trouble() : null;
		return (trouble != null) ? trouble.reason() : null;
	}

	/** One listener's subscription, over as many connections as it takes. */
	private final class Subscription {

		private final SupervisedConnection<AnnouncementLink> connection = new SupervisedConnection<>("announcements",
				"hear the announcements in Redis", this::open,
				RedisAnnouncementChannel.this.connections.settings().reconnect(),
				RedisAnnouncementChannel.this.connections.failures());

		private final ScheduledThreadPoolExecutor scheduler = RedisConnections.newScheduler();

		private final Listener listener;

		private volatile @Nullable AnnouncementLink link;

		private Subscription(Listener listener) {
			this.listener = listener;
		}

		private void start() {
			this.connection.start(this.scheduler);
		}

		private void stop() {
			this.scheduler.shutdown();
			AnnouncementLink last = this.link;
			if (last != null) {
				last.cover();
			}
			this.connection.stop();
			RedisConnections.awaitEnd(this.scheduler);
		}

		private AnnouncementLink open() {
			AnnouncementLink last = this.link;
			if (last != null) {
				last.ended();
				last.cover();
			}
			RedisConnections connections = RedisAnnouncementChannel.this.connections;
			AnnouncementLink next = new AnnouncementLink(connections.openPubSub(), RedisAnnouncementChannel.this.bus,
					connections.pulse(), this.listener);
			this.link = next;
			try {
				next.subscribe();
			}
			catch (RuntimeException ex) {
				next.cover();
				next.connection().closeAsync();
				throw ex;
			}
			return next;
		}

	}

}
