package io.entitycache.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster of three masters, each with an equal share of the slots, optionally
 * with a replica each.
 */
public final class RedisClusterTestServers implements AutoCloseable {

	private static final int MASTERS = 3;

	private static final int SLOTS = 16_384;

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final List<RedisTestServer> masters;

	private final List<RedisTestServer> replicas;

	private RedisClusterTestServers(List<RedisTestServer> masters, List<RedisTestServer> replicas) {
		this.masters = List.copyOf(masters);
		this.replicas = List.copyOf(replicas);
	}

	/**
	 * Starts three masters and returns once each of them serves.
	 * @param extraConfig lines as in {@code redis.conf} for every node
	 * @return the running cluster
	 */
	public static RedisClusterTestServers start(String... extraConfig) {
		return form(new RedisClusterTestServers(startNodes(extraConfig), List.of()));
	}

	/**
	 * Starts three masters with one replica each, so that the cluster survives the loss
	 * of a master.
	 * @param extraConfig lines as in {@code redis.conf} for every node
	 * @return the running cluster
	 */
	public static RedisClusterTestServers startWithReplicas(String... extraConfig) {
		return form(new RedisClusterTestServers(startNodes(extraConfig), startNodes(extraConfig)));
	}

	private static List<RedisTestServer> startNodes(String... extraConfig) {
		List<String> config = new ArrayList<>(
				List.of("cluster-enabled yes", "cluster-config-file nodes.conf", "cluster-node-timeout 2000",
						"cluster-replica-validity-factor 0", "repl-diskless-sync yes", "repl-diskless-sync-delay 0"));
		config.addAll(Arrays.asList(extraConfig));
		return IntStream.range(0, MASTERS).mapToObj((i) -> RedisTestServer.start(RedisMode.SERVER, config)).toList();
	}

	private static RedisClusterTestServers form(RedisClusterTestServers cluster) {
		cluster.assignSlots();
		cluster.meet();
		cluster.replicate();
		cluster.awaitOk();
		return cluster;
	}

	private void assignSlots() {
		for (int i = 0; i < MASTERS; i++) {
			// Distinct epochs spare the nodes the settling of a conflict.
			this.masters.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
			IntStream slots = IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS);
			this.masters.get(i)
				.command(Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots.mapToObj(Integer::toString))
					.toArray(String[]::new));
		}
	}

	private void meet() {
		RedisTestServer first = this.masters.get(0);
		for (RedisTestServer node : nodes()) {
			if (node != first) {
				first.command("CLUSTER", "MEET", node.host(), Integer.toString(node.port()));
			}
		}
		Waiting.until("all nodes know each other", LIMIT, () -> nodes().stream().allMatch(this::knowsAll));
	}

	private boolean knowsAll(RedisTestServer node) {
		String view = String.valueOf(node.command("CLUSTER", "NODES"));
		return view.lines().count() == nodes().size() && !view.contains("handshake");
	}

	private void replicate() {
		for (int i = 0; i < this.replicas.size(); i++) {
			String id = Objects.requireNonNull(this.masters.get(i).command("CLUSTER", "MYID")).toString();
			this.replicas.get(i).command("CLUSTER", "REPLICATE", id);
		}
		Waiting.until("all replicas are in step", LIMIT, () -> this.replicas.stream()
			.allMatch((replica) -> "up".equals(replica.info("replication").get("master_link_status"))));
	}

	/**
	 * Returns once every node that lives says that the cluster is whole.
	 */
	public void awaitOk() {
		Waiting.until("the cluster serves", LIMIT,
				() -> nodes().stream().filter(RedisTestServer::isAlive).allMatch(RedisClusterTestServers::isOk));
	}

	private static boolean isOk(RedisTestServer node) {
		return String.valueOf(node.command("CLUSTER", "INFO")).contains("cluster_state:ok");
	}

	/**
	 * Returns all nodes, those that started as masters first.
	 * @return the nodes
	 */
	public List<RedisTestServer> nodes() {
		return Stream.concat(this.masters.stream(), this.replicas.stream()).toList();
	}

	/**
	 * Returns the nodes that started as masters, in the order of their slots.
	 * @return the nodes
	 */
	public List<RedisTestServer> masters() {
		return this.masters;
	}

	/**
	 * Returns the replicas; the first one started as that of the first master.
	 * @return the nodes
	 */
	public List<RedisTestServer> replicas() {
		return this.replicas;
	}

	/**
	 * Returns the node that started as the master of a key's slot.
	 * @param key the key, its hash tag is respected
	 * @return the node
	 */
	public RedisTestServer masterOf(String key) {
		Object slot = Objects.requireNonNull(anyLiving().command("CLUSTER", "KEYSLOT", key));
		return this.masters.get(((Long) slot).intValue() * MASTERS / SLOTS);
	}

	private RedisTestServer anyLiving() {
		return nodes().stream().filter(RedisTestServer::isAlive).findFirst().orElseThrow();
	}

	/**
	 * Returns the addresses in the form that {@code spring.data.redis.cluster.nodes}
	 * takes.
	 * @return the addresses, separated by commas
	 */
	public String addresses() {
		return nodes().stream().map(RedisTestServer::address).collect(Collectors.joining(","));
	}

	@Override
	public void close() {
		nodes().forEach(RedisTestServer::close);
	}

}
