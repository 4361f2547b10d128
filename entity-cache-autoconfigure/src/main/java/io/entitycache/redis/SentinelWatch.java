package io.entitycache.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks Sentinel at regular intervals which server is the master. Sentinel promotes
 * another server while the old master may live, and only demotes that one some seconds
 * after it has found it alive. Until then the old master takes writes that nobody else
 * will see, and neither an error nor a broken connection says so.
 */
final class SentinelWatch {

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(SentinelWatch.class);

	private final RedisClient client;

	private final String master;

	private final ScheduledThreadPoolExecutor scheduler = RedisConnections.newScheduler();

	private @Nullable StatefulRedisSentinelConnection<String, String> connection;

	private volatile @Nullable SocketAddress named;

	/**
	 * Creates a watch that has not asked yet.
	 * @param client a client that connects by Sentinel
	 * @param master the name of the master
	 */
	SentinelWatch(RedisClient client, String master) {
		this.client = client;
		this.master = master;
	}

	/** Begins to ask, on a thread of its own. */
	void start() {
		this.scheduler.scheduleWithFixedDelay(this::askQuietly, INTERVAL.toMillis(), INTERVAL.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/** Asks no more. Bounded. */
	void stop() {
		this.scheduler.shutdownNow();
		RedisConnections.awaitEnd(this.scheduler);
		close();
	}

	/** Whether the driver's client is the one that is asked. */
	boolean isOf(RedisClient other) {
		return this.client == other;
	}

	/** The master that Sentinel named last; {@code null} if it has not answered yet. */
	@Nullable SocketAddress named() {
		return this.named;
	}

	/**
	 * Asks Sentinel now; waits as long as the driver does for a connection.
	 * @throws SharedLevelException if no Sentinel answers
	 */
	synchronized SocketAddress ask() {
		try {
			SocketAddress answer = open().async()
				.getMasterAddrByName(this.master)
				.get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
			this.named = answer;
			return answer;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SharedLevelException("Interrupted while asking Sentinel", ex);
		}
		catch (Exception ex) {
			// Another Sentinel may answer the next question.
			close();
			throw new SharedLevelException("No Sentinel tells which server is the master", ex);
		}
	}

	private StatefulRedisSentinelConnection<String, String> open() {
		StatefulRedisSentinelConnection<String, String> current = this.connection;
		if (current == null || !current.isOpen()) {
			close();
			current = this.client.connectSentinel();
			this.connection = current;
		}
		return current;
	}

	private void askQuietly() {
		try {
			ask();
		}
		catch (RuntimeException ex) {
			logger.debug("Sentinel does not answer", ex);
		}
	}

	private synchronized void close() {
		StatefulRedisSentinelConnection<String, String> last = this.connection;
		this.connection = null;
		if (last != null) {
			last.closeAsync();
		}
	}

}
