package io.entitycache.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.jspecify.annotations.Nullable;

/**
 * Our own connections to the application's Redis: one for commands, one to listen. They
 * are made from the application's client, a single server's, a Sentinel group's or a
 * cluster's, in the background; creating this object and starting it wait for nothing.
 * The client itself and the application's own connections are never touched.
 */
public final class RedisConnections {

	private static final long SHORTEST_BETWEEN_REFRESHES = 2_000_000_000L;

	/** Longest time in which a new connection must have proven that it is fit. */
	private static final Duration LONGEST_PROOF = Duration.ofSeconds(2);

	private static final Duration LONGEST_STOP = Duration.ofSeconds(1);

	private final Supplier<? extends AbstractRedisClient> client;

	private final @Nullable String sentinelMaster;

	private final RedisSettings settings;

	private final EntityCacheObserver observer;

	private final Pulse pulse;

	private final SupervisedConnection<CommandLink> commands;

	private final EvictionAdvice evictionAdvice = new EvictionAdvice();

	private final AtomicLong lastRefresh = new AtomicLong(System.nanoTime() - SHORTEST_BETWEEN_REFRESHES);

	/** Whether a single server's client has been seen; a cluster is assumed before. */
	private volatile boolean single;

	private @Nullable ScheduledThreadPoolExecutor scheduler;

	private @Nullable SentinelWatch sentinel;

	/**
	 * Creates connections that are not open.
	 * @param client where the application's client comes from, asked each time a
	 * connection is opened
	 * @param settings the settings
	 * @param observer is told when the connection for commands is lost and comes back,
	 * and why a connection can't be opened; must not throw
	 */
	public RedisConnections(Supplier<? extends AbstractRedisClient> client, RedisSettings settings,
			EntityCacheObserver observer) {
		this(client, null, settings, observer);
	}

	/**
	 * Creates connections that are not open.
	 * @param client as above
	 * @param sentinelMaster the name of the master if the client finds it by Sentinel,
	 * else {@code null}
	 * @param settings the settings
	 * @param observer as above
	 */
	public RedisConnections(Supplier<? extends AbstractRedisClient> client, @Nullable String sentinelMaster,
			RedisSettings settings, EntityCacheObserver observer) {
		this.client = client;
		this.sentinelMaster = sentinelMaster;
		this.settings = settings;
		this.observer = observer;
		this.pulse = new Pulse(settings);
		this.commands = new SupervisedConnection<>("commands", "write to Redis", this::openCommands,
				settings.reconnect(), observer);
	}

	/** Begins to connect, and keeps trying until stopped. Returns at once. */
	public synchronized void start() {
		if (this.scheduler == null) {
			this.scheduler = newScheduler();
			this.commands.start(this.scheduler);
		}
	}

	/** Closes our connections. Bounded. */
	public synchronized void stop() {
		if (this.scheduler != null) {
			ScheduledThreadPoolExecutor last = this.scheduler;
			this.scheduler = null;
			last.shutdown();
			this.commands.stop();
			awaitEnd(last);
			stopSentinel();
		}
	}

	/**
	 * A number that changes whenever commands may be answered by another server than
	 * before. On a cluster, whose connection goes to many servers, only when that is
	 * opened anew.
	 */
	long session() {
		return this.commands.session();
	}

	/** Whether commands can be sent now. */
	public boolean isOpen() {
		return this.commands.open() != null;
	}

	/**
	 * Why nothing can be written where the log is, in the words of the server or the
	 * driver; {@code null} if it can.
	 */
	@Nullable String cannotWrite() {
		Refusal trouble = this.commands.trouble();
		return (trouble != null) ? trouble.reason() : null;
	}

	/** What proves that the connections are fit. */
	Pulse pulse() {
		return this.pulse;
	}

	RedisSettings settings() {
		return this.settings;
	}

	/** Is told of failures, and of nothing else. */
	EntityCacheObserver failures() {
		return new EntityCacheObserver() {

			@Override
			public void sharedLevelFailed(String operation, Throwable failure) {
				RedisConnections.this.observer.sharedLevelFailed(operation, failure);
			}

		};
	}

	/** Whether slots live on several servers; assumed until the client is known. */
	boolean isCluster() {
		return !this.single;
	}

	/**
	 * The open connection for commands.
	 * @throws SharedLevelException at once if there is none
	 */
	CommandLink commands() {
		CommandLink open = this.commands.open();
		if (open == null) {
			throw new SharedLevelException("Not connected to Redis");
		}
		return open;
	}

	// The master may change while the connection is being opened, so Sentinel is asked
	// before and after it. From then on another answer tells that this is not the master.
	private CommandLink openCommands() {
		SentinelWatch watch = sentinel();
		if (watch == null) {
			return openCommands(() -> false);
		}
		SocketAddress master = watch.ask();
		CommandLink link = openCommands(() -> !master.equals(watch.named()));
		if (!master.equals(watch.ask())) {
			SupervisedConnection.close(link.connection());
			throw new SharedLevelException("Another server has become the master");
		}
		return link;
	}

	private synchronized @Nullable SentinelWatch sentinel() {
		if (this.sentinelMaster == null || !(currentClient() instanceof RedisClient current)) {
			return null;
		}
		SentinelWatch last = this.sentinel;
		if (last != null && last.isOf(current)) {
			return last;
		}
		stopSentinel();
		if (this.scheduler == null) {
			throw new SharedLevelException("Stopped");
		}
		SentinelWatch next = new SentinelWatch(current, this.sentinelMaster);
		next.start();
		this.sentinel = next;
		return next;
	}

	private void stopSentinel() {
		if (this.sentinel != null) {
			this.sentinel.stop();
			this.sentinel = null;
		}
	}

	private CommandLink openCommands(BooleanSupplier deposed) {
		StatefulConnection<byte[], byte[]> opened = connect();
		// Whoever sends a command waits as long as told, and then cancels it. The
		// driver's own timer for each command would only cost time.
		opened.setTimeout(Duration.ZERO);
		CommandLink link = new CommandLink(opened, this.pulse, this::failed, deposed);
		try {
			prove(link);
		}
		catch (RuntimeException ex) {
			SupervisedConnection.close(opened);
			throw ex;
		}
		this.evictionAdvice.ask(link.commands());
		return link;
	}

	private StatefulConnection<byte[], byte[]> connect() {
		AbstractRedisClient current = currentClient();
		if (current instanceof RedisClusterClient several) {
			// What the client knows may be from before a failover.
			several.refreshPartitions();
			return several.connect(ByteArrayCodec.INSTANCE);
		}
		return ofOneServer(() -> ((RedisClient) current).connect(ByteArrayCodec.INSTANCE));
	}

	// A connection that another one may be better than is not even begun with.
	private static void prove(CommandLink link) {
		try {
			link.probe().toCompletableFuture().get(LONGEST_PROOF.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SharedLevelException("Interrupted while connecting", ex);
		}
		catch (TimeoutException ex) {
			throw new SharedLevelException("Redis did not answer within %d ms".formatted(LONGEST_PROOF.toMillis()), ex);
		}
		catch (ExecutionException ex) {
			Refusal refusal = link.evidence().refusal();
			if (refusal == null || refusal.isReasonToReplace()) {
				throw new SharedLevelException("Redis let nobody write", ex);
			}
		}
	}

	/** Opens a connection to listen with; waits as long as the driver does. */
	StatefulRedisPubSubConnection<byte[], byte[]> openPubSub() {
		AbstractRedisClient current = currentClient();
		if (current instanceof RedisClusterClient several) {
			several.refreshPartitions();
			return several.connectPubSub(ByteArrayCodec.INSTANCE);
		}
		return ofOneServer(() -> ((RedisClient) current).connectPubSub(ByteArrayCodec.INSTANCE));
	}

	private static <C> C ofOneServer(Supplier<C> connect) {
		try {
			return connect.get();
		}
		catch (IllegalStateException ex) {
			if (!String.valueOf(ex.getMessage()).contains("RedisURI")) {
				throw ex;
			}
			// What the driver says is advice to whoever made the client.
			throw new SharedLevelException("The application's Redis client has no address of its own, as that of "
					+ "'spring.data.redis.masterreplica' has none; a single server, Sentinel or a cluster is needed");
		}
	}

	/** A command failed: the slots may have moved to other servers. */
	void failed() {
		long last = this.lastRefresh.get();
		long now = System.nanoTime();
		if (isCluster() && now - last >= SHORTEST_BETWEEN_REFRESHES && this.lastRefresh.compareAndSet(last, now)
				&& this.client.get() instanceof RedisClusterClient several) {
			several.refreshPartitionsAsync();
		}
	}

	private AbstractRedisClient currentClient() {
		AbstractRedisClient current = this.client.get();
		this.single = !(current instanceof RedisClusterClient);
		return current;
	}

	static ScheduledThreadPoolExecutor newScheduler() {
		AtomicInteger number = new AtomicInteger();
		ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "entity-cache-redis-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
		scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return scheduler;
	}

	// The application closes its client next, and a connection that is still being opened
	// then fails on the client's own threads, noisily.
	static void awaitEnd(ScheduledThreadPoolExecutor scheduler) {
		try {
			if (!scheduler.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
				scheduler.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			scheduler.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
