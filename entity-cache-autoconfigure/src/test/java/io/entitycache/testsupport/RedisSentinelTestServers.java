package io.entitycache.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A master and a replica that a Sentinel watches.
 */
public final class RedisSentinelTestServers implements AutoCloseable {

	private static final String MASTER_NAME = "mymaster";

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final RedisTestServer master;

	private final RedisTestServer replica;

	private final RedisTestServer sentinel;

	private RedisSentinelTestServers(RedisTestServer master, RedisTestServer replica, RedisTestServer sentinel) {
		this.master = master;
		this.replica = replica;
		this.sentinel = sentinel;
	}

	/**
	 * Starts the three servers and returns once the Sentinel could fail over.
	 * @param extraConfig lines as in {@code redis.conf} for the master and the replica
	 * @return the running servers
	 */
	public static RedisSentinelTestServers start(String... extraConfig) {
		List<String> config = new ArrayList<>(List.of("repl-diskless-sync yes", "repl-diskless-sync-delay 0"));
		config.addAll(Arrays.asList(extraConfig));
		RedisTestServer master = RedisTestServer.start(RedisMode.SERVER, config);
		config.add("replicaof " + master.host() + " " + master.port());
		RedisTestServer replica = RedisTestServer.start(RedisMode.SERVER, config);
		// The Sentinel asks for replicas at its start and then every ten seconds only.
		Waiting.until("the replica is in step", LIMIT, () -> isInStep(replica.info("replication")));
		RedisTestServer sentinel = RedisTestServer.start(RedisMode.SENTINEL, watching(master));
		RedisSentinelTestServers servers = new RedisSentinelTestServers(master, replica, sentinel);
		Waiting.until("the Sentinel knows the replica", LIMIT, servers::canFailOver);
		return servers;
	}

	private static List<String> watching(RedisTestServer master) {
		return List.of("sentinel monitor " + MASTER_NAME + " " + master.host() + " " + master.port() + " 1",
				"sentinel down-after-milliseconds " + MASTER_NAME + " 500",
				"sentinel failover-timeout " + MASTER_NAME + " 3000");
	}

	private static boolean isInStep(Map<String, String> replication) {
		return "up".equals(replication.get("master_link_status"));
	}

	private boolean canFailOver() {
		Map<String, String> masters = this.sentinel.info("sentinel");
		return masters.getOrDefault("master0", "").contains("status=ok")
				&& masters.getOrDefault("master0", "").contains("slaves=1")
				&& String.valueOf(this.sentinel.command("SENTINEL", "REPLICAS", MASTER_NAME))
					.contains("master-link-status, ok");
	}

	/**
	 * Returns the name under which the Sentinel watches the master.
	 * @return the name
	 */
	public String masterName() {
		return MASTER_NAME;
	}

	/**
	 * Returns the server that started as the master.
	 * @return the server
	 */
	public RedisTestServer master() {
		return this.master;
	}

	/**
	 * Returns the server that started as the replica.
	 * @return the server
	 */
	public RedisTestServer replica() {
		return this.replica;
	}

	public RedisTestServer sentinel() {
		return this.sentinel;
	}

	/**
	 * Asks the Sentinel which server is the master now.
	 * @return the master
	 */
	public RedisTestServer currentMaster() {
		Object address = this.sentinel.command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME);
		return Stream.of(this.master, this.replica)
			.filter((server) -> List.of(server.host(), Integer.toString(server.port())).equals(address))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Not one of ours: " + address));
	}

	/**
	 * Returns once the Sentinel names the server as the master and it takes writes.
	 * @param server the server that is to be the master
	 */
	public void awaitMaster(RedisTestServer server) {
		Waiting.until("the Sentinel names " + server, LIMIT,
				() -> currentMaster() == server && "master".equals(server.info("replication").get("role")));
	}

	/**
	 * Returns once the replica has everything that the master had when this was called;
	 * only before the first failover.
	 */
	public void awaitReplication() {
		long written = Long.parseLong(this.master.info("replication").getOrDefault("master_repl_offset", "0"));
		Waiting.until("the replica has caught up", LIMIT, () -> replicated() >= written);
	}

	private long replicated() {
		return Long.parseLong(this.replica.info("replication").getOrDefault("slave_repl_offset", "-1"));
	}

	/**
	 * Makes the Sentinel promote the replica while the master lives, and waits for it.
	 */
	public void failOver() {
		RedisTestServer next = (currentMaster() == this.master) ? this.replica : this.master;
		this.sentinel.command("SENTINEL", "FAILOVER", MASTER_NAME);
		awaitMaster(next);
	}

	@Override
	public void close() {
		this.sentinel.close();
		this.replica.close();
		this.master.close();
	}

}
