package io.entitycache.redis;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import io.entitycache.cluster.AnnouncementChannel.Listener;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A connection that listens to the announcements and to this node's own pulse. Both are
 * subscribed to by one command, which the server accepts or refuses as a whole. It is fit
 * if it hears the pulse that the connection for commands publishes: to be subscribed is
 * not enough, as it may be on a server that nobody publishes on any more.
 */
final class AnnouncementLink extends RedisPubSubAdapter<byte[], byte[]>
		implements RedisLink, RedisConnectionStateListener {

	/** Longest time in which a new connection must have subscribed. */
	private static final Duration LONGEST_SUBSCRIBE = Duration.ofSeconds(2);

	/** How many looks in a row may find an open connection without its subscription. */
	private static final int LONGEST_UNSUBSCRIBED = 2;

	/** How many pulses may go unheard, over how many looks. */
	private static final int MOST_MISSED = 3;

	private static final int LONGEST_DEAF = 6;

	private static final Refusal NOT_SUBSCRIBED = new Refusal(Refusal.Code.DEAF,
			"the subscription was not accepted when the connection came back");

	private static final Refusal HEARS_NOTHING = new Refusal(Refusal.Code.DEAF,
			"what Redis publishes does not arrive at the subscription");

	private static final Log logger = LogFactory.getLog(AnnouncementLink.class);

	private final StatefulRedisPubSubConnection<byte[], byte[]> connection;

	private final byte[] bus;

	private final Pulse pulse;

	private final Listener listener;

	private final Evidence evidence = new Evidence();

	private boolean subscribed;

	private boolean covered;

	private long heard;

	private long heardBefore;

	private int looksUnsubscribed;

	private int looksUnheard;

	AnnouncementLink(StatefulRedisPubSubConnection<byte[], byte[]> connection, byte[] bus, Pulse pulse,
			Listener listener) {
		this.connection = connection;
		this.bus = bus;
		this.pulse = pulse;
		this.listener = listener;
	}

	/** Subscribes; from then on the driver does whenever the connection comes back. */
	void subscribe() {
		this.connection.addListener((RedisConnectionStateListener) this);
		this.connection.addListener((RedisPubSubListener<byte[], byte[]>) this);
		try {
			this.connection.async()
				.subscribe(this.bus, this.pulse.channel())
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
	public StatefulRedisPubSubConnection<byte[], byte[]> connection() {
		return this.connection;
	}

	@Override
	public Evidence evidence() {
		return this.evidence;
	}

	// The answer is a sign of life; only the pulse proves more.
	@Override
	public CompletionStage<?> probe() {
		return this.connection.async().ping().whenComplete((answer, failure) -> {
			if (failure == null || failure instanceof RedisCommandExecutionException) {
				this.evidence.sign();
			}
		});
	}

	@Override
	public synchronized void look() {
		this.looksUnsubscribed = this.subscribed ? 0 : this.looksUnsubscribed + 1;
		this.looksUnheard = (this.heard != this.heardBefore) ? 0 : this.looksUnheard + 1;
		this.heardBefore = this.heard;
		if (this.looksUnsubscribed >= LONGEST_UNSUBSCRIBED) {
			this.evidence.refused(NOT_SUBSCRIBED);
		}
		else if (this.looksUnheard >= LONGEST_DEAF && this.pulse.acknowledged() - this.heard >= MOST_MISSED) {
			this.evidence.refused(HEARS_NOTHING);
		}
	}

	@Override
	public synchronized void message(byte[] channel, byte[] message) {
		this.evidence.sign();
		if (!this.subscribed || this.covered) {
			return;
		}
		if (Arrays.equals(channel, this.bus)) {
			tell(() -> this.listener.received(message));
		}
		else {
			hear(message);
		}
	}

	private void hear(byte[] message) {
		long number = RedisBytes.raw(message);
		if (number > this.heard && number <= this.pulse.sent()) {
			this.heard = number;
			this.evidence.proven();
		}
	}

	@Override
	public synchronized void subscribed(byte[] channel, long count) {
		if (this.covered || !Arrays.equals(channel, this.bus)) {
			return;
		}
		this.subscribed = true;
		// What was published before is not missed.
		this.heard = this.pulse.sent();
		this.evidence.sign();
		tell(this.listener::subscribed);
	}

	@Override
	public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
		ended();
	}

	/** The subscription is over. */
	synchronized void ended() {
		if (this.subscribed && !this.covered) {
			this.subscribed = false;
			tell(this.listener::unsubscribed);
		}
	}

	/** Tells the listener nothing more. */
	synchronized void cover() {
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
