package io.entitycache.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.entitycache.cluster.AnnouncementChannel;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The doorbell as a Redis channel. Plain publish and subscribe, which a cluster carries
 * to all its servers too.
 */
public final class RedisAnnouncementChannel implements AnnouncementChannel {

	/** Longest time in which a new connection must have subscribed. */
	private static final Duration LONGEST_SUBSCRIBE = Duration.ofSeconds(2);

	private static final Log logger = LogFactory.getLog(RedisAnnouncementChannel.class);

	private final RedisConnections connections;

	private final byte[] bus;

	private @Nullable Subscription subscription;

	public RedisAnnouncementChannel(RedisConnections connections) {
		this.connections = connections;
		this.bus = new RedisKeys(connections.settings()).bus();
	}

	@Override
	public synchronized void start(Listener listener) {
		if (this.subscription == null) {
			this.subscription = new Subscription(listener);
			this.subscription.start();
		}
	}

	@Override
	public synchronized void stop() {
		if (this.subscription != null) {
			this.subscription.stop();
			this.subscription = null;
		}
	}

	/** One listener's subscription, over as many connections as it takes. */
	private final class Subscription
			implements SupervisedConnection.Kind<StatefulRedisPubSubConnection<byte[], byte[]>> {

		private final SupervisedConnection<StatefulRedisPubSubConnection<byte[], byte[]>> connection = new SupervisedConnection<>(
				"announcements", this, RedisAnnouncementChannel.this.connections.settings().reconnect(),
				RedisAnnouncementChannel.this.connections.failures());

		private final ScheduledThreadPoolExecutor scheduler = RedisConnections.newScheduler();

		private final Listener listener;

		private volatile @Nullable Ear ear;

		private Subscription(Listener listener) {
			this.listener = listener;
		}

		private void start() {
			this.connection.start(this.scheduler);
		}

		private void stop() {
			this.scheduler.shutdown();
			Ear last = this.ear;
			if (last != null) {
				last.cover();
			}
			this.connection.stop();
			RedisConnections.awaitEnd(this.scheduler);
		}

		@Override
		public StatefulRedisPubSubConnection<byte[], byte[]> open() {
			Ear last = this.ear;
			if (last != null) {
				last.ended();
				last.cover();
			}
			StatefulRedisPubSubConnection<byte[], byte[]> opened = RedisAnnouncementChannel.this.connections
				.openPubSub();
			Ear next = new Ear(this.listener);
			opened.addListener((RedisConnectionStateListener) next);
			opened.addListener((RedisPubSubListener<byte[], byte[]>) next);
			this.ear = next;
			try {
				subscribe(opened);
			}
			catch (RuntimeException ex) {
				next.cover();
				opened.closeAsync();
				throw ex;
			}
			return opened;
		}

		// From now on the driver subscribes again whenever the connection comes back.
		private void subscribe(StatefulRedisPubSubConnection<byte[], byte[]> opened) {
			try {
				opened.async()
					.subscribe(RedisAnnouncementChannel.this.bus)
					.get(LONGEST_SUBSCRIBE.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new SharedLevelException("Interrupted while subscribing", ex);
			}
			catch (Exception ex) {
				throw new SharedLevelException("Redis let nobody subscribe", ex);
			}
		}

		@Override
		public CompletionStage<?> probe(StatefulRedisPubSubConnection<byte[], byte[]> connection) {
			return connection.async().ping();
		}

	}

	/** Listens on one connection until it is covered. */
	private static final class Ear extends RedisPubSubAdapter<byte[], byte[]> implements RedisConnectionStateListener {

		private final Listener listener;

		private boolean subscribed;

		private boolean covered;

		private Ear(Listener listener) {
			this.listener = listener;
		}

		@Override
		public synchronized void message(byte[] channel, byte[] message) {
			if (this.subscribed && !this.covered) {
				tell(() -> this.listener.received(message));
			}
		}

		@Override
		public synchronized void subscribed(byte[] channel, long count) {
			if (!this.covered) {
				this.subscribed = true;
				tell(this.listener::subscribed);
			}
		}

		@Override
		public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
			ended();
		}

		private synchronized void ended() {
			if (this.subscribed && !this.covered) {
				this.subscribed = false;
				tell(this.listener::unsubscribed);
			}
		}

		private synchronized void cover() {
			this.covered = true;
		}

		// A listener that throws must not end the subscription.
		private static void tell(Runnable event) {
			try {
				event.run();
			}
			catch (RuntimeException ex) {
				logger.warn("A listener to announcements failed", ex);
			}
		}

	}

}
