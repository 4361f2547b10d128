package io.entitycache.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.entitycache.testsupport.RedisSentinelTestServers;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TcpProxy;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The processes of a history, the Redis they share, and the database. */
final class HistoryCluster implements AutoCloseable {

	static final int KEYS = 60;

	private static final int THREADS = 3;

	private static final Duration START_LIMIT = Duration.ofSeconds(120);

	private final Path folder;

	private final PostgresDatabase database;

	private final long seed;

	private final Topology topology;

	private final List<HistoryProcess> processes = new ArrayList<>();

	private final List<Path> files = new ArrayList<>();

	private final List<TcpProxy> links = new ArrayList<>();

	private final List<AutoCloseable> servers = new ArrayList<>();

	private final String namespace = "history-" + UUID.randomUUID();

	private @Nullable RedisTestServer redis;

	private @Nullable RedisTestServer replica;

	private @Nullable RedisSentinelTestServers sentinel;

	private @Nullable RedisClusterTestServers redisCluster;

	private int started;

	HistoryCluster(Topology topology, int nodes, long seed, Path folder) {
		this.topology = topology;
		this.seed = seed;
		this.folder = folder;
		this.database = PostgresTestServer.shared().createDatabase("history" + Math.abs(seed % 100_000));
		createRows();
		startServers(nodes);
		for (int i = 0; i < nodes; i++) {
			this.processes.add(start(i));
		}
		this.processes.forEach((process) -> process.awaitLine("READY", START_LIMIT));
	}

	private void startServers(int nodes) {
		switch (this.topology) {
			case SINGLE -> startSingle(nodes);
			case REPLICATED -> {
				startSingle(nodes, "repl-diskless-sync yes", "repl-diskless-sync-delay 0");
				RedisTestServer second = RedisTestServer.start("repl-diskless-sync yes", "repl-diskless-sync-delay 0");
				this.servers.add(second);
				this.replica = second;
				follow(second, redis());
			}
			case SENTINEL -> {
				RedisSentinelTestServers group = RedisSentinelTestServers.start();
				this.sentinel = group;
				this.servers.add(group);
			}
			case CLUSTER -> {
				RedisClusterTestServers several = RedisClusterTestServers.start("cluster-node-timeout 1000",
						"cluster-require-full-coverage no");
				several.awaitOk();
				this.redisCluster = several;
				this.servers.add(several);
			}
		}
	}

	private void startSingle(int nodes, String... config) {
		RedisTestServer single = RedisTestServer.start(config);
		this.redis = single;
		this.servers.add(single);
		for (int i = 0; i < nodes; i++) {
			TcpProxy link = TcpProxy.to(single);
			this.links.add(link);
			this.servers.add(link);
		}
	}

	private static void follow(RedisTestServer replica, RedisTestServer master) {
		replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
		Awaitility.await()
			.atMost(START_LIMIT)
			.until(() -> "up".equals(replica.info("replication").get("master_link_status")));
	}

	/**
	 * Makes the replica the master under open connections. What is written in between is
	 * acknowledged by the old one only, and lost when that follows the new one.
	 */
	void switchMaster(Duration lost) {
		RedisTestServer before = redis();
		RedisTestServer after = present(this.replica);
		after.command("REPLICAOF", "NO", "ONE");
		pause(lost);
		this.links.forEach((link) -> link.forwardTo(after.port()));
		follow(before, after);
		this.redis = after;
		this.replica = before;
	}

	private HistoryProcess start(int index) {
		String name = "n" + index + "-" + this.started;
		Path file = this.folder.resolve(name + ".history");
		this.files.add(file);
		List<String> arguments = new ArrayList<>(List.of(name, file.toString(),
				String.valueOf(this.seed * 1000 + this.started * 10L), String.valueOf(THREADS), String.valueOf(KEYS)));
		this.started++;
		arguments.addAll(List.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off",
				"--spring.datasource.url=" + this.database.jdbcUrl(),
				"--spring.datasource.username=" + this.database.username(),
				"--spring.datasource.password=" + this.database.password(),
				"--spring.datasource.hikari.maximum-pool-size=6", "--spring.jpa.hibernate.ddl-auto=none",
				"--spring.data.redis.repositories.enabled=false", "--spring.data.redis.lettuce.pool.enabled=false",
				"--entity-cache.namespace=" + this.namespace, "--entity-cache.caches.history-item.key-attributes=code",
				"--entity-cache.defaults.maximum-size=40", "--entity-cache.defaults.ttl=5m",
				"--entity-cache.redis.on-unreachable=reject", "--entity-cache.redis.max-staleness=2s",
				"--entity-cache.redis.disconnected-ttl=2s", "--entity-cache.redis.pending-ttl=10s",
				"--entity-cache.redis.tombstone-ttl=10s", "--entity-cache.redis.check-interval=500ms"));
		arguments.addAll(redisArguments(index));
		return new HistoryProcess(file, arguments);
	}

	private List<String> redisArguments(int index) {
		return switch (this.topology) {
			case SINGLE, REPLICATED -> List.of("--spring.data.redis.host=" + this.links.get(index).host(),
					"--spring.data.redis.port=" + this.links.get(index).port());
			case SENTINEL -> List.of("--spring.data.redis.sentinel.master=" + sentinel().masterName(),
					"--spring.data.redis.sentinel.nodes=" + sentinel().sentinel().address());
			case CLUSTER -> List.of("--spring.data.redis.cluster.nodes=" + redisCluster().addresses());
		};
	}

	HistoryProcess process(int index) {
		return this.processes.get(index);
	}

	/** Starts another process in the place of one that is gone. */
	void replace(int index) {
		HistoryProcess successor = start(index);
		this.processes.set(index, successor);
		successor.awaitLine("READY", START_LIMIT);
	}

	int nodes() {
		return this.processes.size();
	}

	TcpProxy link(int index) {
		return this.links.get(index);
	}

	RedisTestServer redis() {
		return present(this.redis);
	}

	RedisSentinelTestServers sentinel() {
		return present(this.sentinel);
	}

	RedisClusterTestServers redisCluster() {
		return present(this.redisCluster);
	}

	private static <S> S present(@Nullable S server) {
		if (server == null) {
			throw new IllegalStateException("Not in this topology");
		}
		return server;
	}

	/**
	 * Lets the nodes work on for a while, and until each has committed some changes more.
	 */
	void work(Duration length) {
		pause(length);
		this.processes.forEach((process) -> process.send("work"));
		this.processes.forEach((process) -> process.awaitLine("WORKED", START_LIMIT));
	}

	/** Lets time pass. */
	void pause(Duration length) {
		long end = System.nanoTime() + length.toNanos();
		while (System.nanoTime() - end < 0) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	/**
	 * Has every node come to rest and read everything once more, and collects it all.
	 * What one node owes others cannot know, so all of it is paid before the first one
	 * reads; each reads once it has proven that it has missed nothing since.
	 */
	List<HistoryEvent> finish() {
		this.processes.forEach((process) -> process.send("rest"));
		this.processes.forEach((process) -> process.awaitLine("RESTED", START_LIMIT));
		this.processes.forEach((process) -> process.send("finish"));
		this.processes.forEach((process) -> process.awaitLine("DONE", START_LIMIT));
		List<HistoryEvent> events = new ArrayList<>();
		try {
			for (Path file : this.files) {
				for (String line : Files.readAllLines(file)) {
					events.add(HistoryEvent.of(line));
				}
				try (Stream<String> lines = Files.lines(Path.of(file + ".out"))) {
					lines.filter((line) -> line.startsWith("at rest") || line.startsWith("proven"))
						.forEach((line) -> System.out.println(file.getFileName() + " " + line));
				}
				try (Stream<String> errors = Files.lines(Path.of(file + ".err"))) {
					errors.filter((line) -> line.startsWith("read failed")).limit(5).forEach(System.out::println);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return events;
	}

	/** What the database has. */
	Map<Long, Long> numbers() {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select id, number from history_item")) {
			Map<Long, Long> numbers = new HashMap<>();
			while (rows.next()) {
				numbers.put(rows.getLong(1), rows.getLong(2));
			}
			return numbers;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void createRows() {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute("create table history_item (id bigint primary key, code varchar(60) not null unique, "
					+ "number bigint not null)");
			statement.execute("insert into history_item select i, 'code-' || i || '-0', 0 from generate_series(1, "
					+ KEYS + ") as i");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.database.jdbcUrl(), this.database.username(), this.database.password());
	}

	@Override
	public void close() throws Exception {
		this.processes.forEach(HistoryProcess::close);
		for (int i = this.servers.size() - 1; i >= 0; i--) {
			this.servers.get(i).close();
		}
	}

	/** How Redis is set up. */
	enum Topology {

		SINGLE, REPLICATED, SENTINEL, CLUSTER

	}

}
