package io.entitycache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The table of error answers and their consequences, each on a real server that gives it:
 * this node says that it cannot write and why, leaves the server or stays with it, and
 * writes again once it can.
 */
class RefusalTests {

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final boolean REPLACED = true;

	private static final boolean KEPT = false;

	private final RedisSettings settings = new RedisSettings(UUID.randomUUID().toString(), "ec:", Duration.ofSeconds(5),
			Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60), 1_000, ReconnectDelays.DEFAULTS);

	@Test
	void replicaIsLeft() {
		onServer((server) -> check(server, "READONLY", () -> server.command("REPLICAOF", "127.0.0.1", "1"),
				() -> server.command("REPLICAOF", "NO", "ONE"), REPLACED));
	}

	@Test
	void replicaThatServesNoOldDataIsLeft() {
		onServer((server) -> check(server, "MASTERDOWN", () -> server.command("REPLICAOF", "127.0.0.1", "1"),
				() -> server.command("REPLICAOF", "NO", "ONE"), REPLACED), "replica-serve-stale-data no");
	}

	@Test
	void serverThatLoadsIsLeft() {
		onServer((server) -> {
			// Large, as it answers only after each two megabytes that it has read.
			server.command(LONGEST, "DEBUG", "POPULATE", "5000", "key", "8192");
			server.command("CONFIG", "SET", "key-load-delay", "800");
			check(server, "LOADING", () -> CompletableFuture.runAsync(() -> server.command(LONGEST, "DEBUG", "RELOAD")),
					() -> {
						// It ends by itself.
					}, REPLACED);
		}, "rdbcompression no");
	}

	@Test
	void clusterThatIsDownIsLeftAndAskedForItsTopologyAnew() {
		try (RedisClusterTestServers servers = RedisClusterTestServers.start();
				RedisClusterClient client = RedisClusterClient
					.create(RedisURI.create(servers.masters().get(0).uri()))) {
			RedisTestServer master = servers.masterOf("ec:{" + this.settings.namespace() + "}:meta");
			String slot = slotOf(master);
			check(client, "CLUSTERDOWN", () -> master.command("CLUSTER", "DELSLOTS", slot),
					() -> master.command("CLUSTER", "ADDSLOTS", slot), REPLACED);
		}
	}

	@Test
	void fullServerOfAClusterIsFoundThoughTheLogIsOnAnother() {
		try (RedisClusterTestServers servers = RedisClusterTestServers.start();
				RedisClusterClient client = RedisClusterClient
					.create(RedisURI.create(servers.masters().get(0).uri()))) {
			RedisTestServer master = servers.masterOf("ec:{" + this.settings.namespace() + "}:meta");
			RedisTestServer other = servers.masters()
				.stream()
				.filter((server) -> server != master)
				.findFirst()
				.orElseThrow();
			withConnections(client, (connections) -> {
				CommandLink before = connections.commands();
				other.command("CONFIG", "SET", "maxmemory", "1");
				assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> commitMany(connections));

				assertThat(connections.cannotWrite()).startsWith("OOM");
				new RedisAnnouncementLog(connections).position();
				await().atMost(LONGEST).pollDelay(Duration.ofSeconds(2)).until(() -> connections.cannotWrite() != null);
				other.command("CONFIG", "SET", "maxmemory", "0");
				await().atMost(LONGEST).until(() -> connections.cannotWrite() == null);
				commitMany(connections);
				assertThat(connections.commands()).isSameAs(before);
			});
		}
	}

	/** Writes slots on every server. */
	private static void commitMany(RedisConnections connections) {
		Set<EntryKey> keys = IntStream.range(0, 50)
			.mapToObj((i) -> new EntryKey("product", Integer.toString(i)))
			.collect(Collectors.toSet());
		new RedisAnnouncementLog(connections)
			.commit(new Announcement(Announcement.Kind.COMMITTED, 1, 1, Invalidation.ofKeys(keys)));
	}

	/** A slot of the server. */
	private static String slotOf(RedisTestServer master) {
		String nodes = String.valueOf(master.command("CLUSTER", "NODES"));
		String self = nodes.lines().filter((line) -> line.contains("myself")).findFirst().orElseThrow();
		String range = self.substring(self.lastIndexOf(' ') + 1);
		return range.substring(range.indexOf('-') + 1);
	}

	@Test
	void connectionThatHasToLogInAnewIsReplaced() {
		onServer((server) -> {
			try (RedisClient client = RedisClient.create(server.uri())) {
				RedisCommands<String, String> administrator = client.connect().sync();
				check(server, "NOAUTH", () -> {
					administrator.configSet("requirepass", "secret");
					administrator.clientKill(KillArgs.Builder.typeNormal());
				}, () -> administrator.configSet("requirepass", ""), REPLACED);
			}
		});
	}

	@Test
	void connectionOfAUserWhoMayNotRunScriptsIsKept() {
		onServer((server) -> check(server, "NOPERM",
				() -> server.command("ACL", "SETUSER", "default", "-eval", "-evalsha"),
				() -> server.command("ACL", "SETUSER", "default", "+@all"), KEPT));
	}

	@Test
	void connectionOfAUserWhoMayNotWriteInScriptsIsKept() {
		onServer((server) -> check(server, "NOPERM", () -> server.command("ACL", "SETUSER", "default", "-setrange"),
				() -> server.command("ACL", "SETUSER", "default", "+@all"), KEPT));
	}

	@Test
	void connectionToAFullServerIsKept() {
		onServer((server) -> check(server, "OOM", () -> server.command("CONFIG", "SET", "maxmemory", "1"),
				() -> server.command("CONFIG", "SET", "maxmemory", "0"), KEPT));
	}

	@Test
	void connectionToAServerThatCannotSaveIsKept() {
		onServer((server) -> {
			server.command("CONFIG", "SET", "save", "3600 1000000");
			check(server, "MISCONF", () -> {
				directoryInPlaceOfTheFile(server);
				save(server, "err");
			}, () -> {
				server.command("CONFIG", "SET", "dbfilename", "another.rdb");
				save(server, "ok");
			}, KEPT);
		});
	}

	private static void directoryInPlaceOfTheFile(RedisTestServer server) {
		List<?> directory = (List<?>) Objects.requireNonNull(server.command("CONFIG", "GET", "dir"));
		try {
			Files.createDirectories(Path.of(String.valueOf(directory.get(1)), "dump.rdb", "not-empty"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void save(RedisTestServer server, String outcome) {
		server.command("BGSAVE");
		await().atMost(LONGEST)
			.until(() -> outcome.equals(server.info("persistence").get("rdb_last_bgsave_status"))
					&& "0".equals(server.info("persistence").get("rdb_bgsave_in_progress")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					READONLY You can't write against a read only replica.                                             | READONLY | true
					READONLY You can't write against a read only replica. script: c0ff, on @user_script:5.           | READONLY | true
					ERR Error running script (call to f_c0ff): @user_script:5: @user_script: 5: -READONLY You can't  | READONLY | true
					@user_script: 5: -OOM command not allowed when used memory > 'maxmemory'.                        | OOM      | false
					NOREPLICAS Not enough good replicas to write.                                                    | NOREPLICAS | true
					NOPERM this user has no permissions to run the 'evalsha' command                                 | NOPERM   | false
					ERR something that no table has                                                                  | OTHER    | false
					DEAF is no word of a server                                                                      | OTHER    | false
					""")
	void answersOfEachVersionAreUnderstood(String answer, Refusal.Code code, boolean replaces) {
		Refusal refusal = Refusal
			.of(new SharedLevelException("Redis failed", new RedisCommandExecutionException(answer)));

		assertThat(refusal.code()).isEqualTo(code);
		assertThat(refusal.isReasonToReplace()).isEqualTo(replaces);
		assertThat(refusal.reason()).startsWith((code != Refusal.Code.OTHER) ? code + " " : answer);
	}

	@Test
	void noMoreThanTheBeginningOfALongAnswerIsRepeated() {
		Refusal refusal = Refusal.of(new RedisCommandExecutionException("OOM " + "x".repeat(10_000)));

		assertThat(refusal.reason()).hasSizeLessThan(210).startsWith("OOM x");
	}

	@Test
	void foreignValueInTheProbesPlaceIsNoRefusal() {
		onServer((server) -> {
			server.command("RPUSH", "ec:{" + this.settings.namespace() + "}:probe", "foreign");
			try (RedisClient client = RedisClient.create(server.uri())) {
				withConnections(client, (connections) -> assertThat(commit(connections)).isPositive());
			}
		});
	}

	private static void onServer(Consumer<RedisTestServer> test, String... config) {
		try (RedisTestServer server = RedisTestServer.start(config)) {
			test.accept(server);
		}
	}

	private void check(RedisTestServer server, String code, Runnable cause, Runnable cure, boolean replaced) {
		try (RedisClient client = RedisClient.create(server.uri())) {
			check(client, code, cause, cure, replaced);
		}
	}

	private void check(AbstractRedisClient client, String code, Runnable cause, Runnable cure, boolean replaced) {
		withConnections(client, (connections) -> {
			RedisAnnouncementLog log = new RedisAnnouncementLog(connections);
			CommandLink before = connections.commands();
			cause.run();

			await().atMost(LONGEST).until(() -> String.valueOf(log.cannotWrite()).contains(code));
			assertThatExceptionOfType(SharedLevelException.class).isThrownBy(log::position);
			cure.run();
			await().atMost(LONGEST).until(() -> log.cannotWrite() == null);
			await().atMost(LONGEST).ignoreExceptions().until(() -> commit(connections) > 0);
			assertThat(connections.commands() != before).isEqualTo(replaced);
		});
	}

	private void withConnections(AbstractRedisClient client, Consumer<RedisConnections> test) {
		RedisConnections connections = new RedisConnections(() -> client, this.settings, EntityCacheObserver.NOOP);
		connections.start();
		try {
			await().atMost(LONGEST).until(() -> connections.cannotWrite() == null);
			assertThat(commit(connections)).isPositive();
			test.accept(connections);
		}
		finally {
			connections.stop();
			client.shutdown(0, 0, TimeUnit.MILLISECONDS);
		}
	}

	private static long commit(RedisConnections connections) {
		return new RedisAnnouncementLog(connections)
			.commit(new Announcement(Announcement.Kind.COMMITTED, 1, 1, Invalidation.of(new EntryKey("product", "1"))))
			.sequence();
	}

}
