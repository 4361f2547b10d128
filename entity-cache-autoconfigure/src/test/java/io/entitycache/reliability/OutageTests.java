package io.entitycache.reliability;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

import io.entitycache.EntityCache;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.reliability.counter.Counter;
import io.entitycache.reliability.counter.CounterApplication;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes under load lose their Redis for half a minute, as long as a failover or a
 * restart may take, and get it back. {@code -Doutage.seconds} is for those who hurry
 * while they work on it.
 */
class OutageTests {

	private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("outage.seconds", 30));

	private static final Duration SILENCE = Duration.ofSeconds(3);

	private static final Duration CALM = Duration.ofSeconds(1);

	private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(15);

	private static final Duration USUAL_LIMIT = Duration.ofMillis(500);

	private static final int READ_ONLY_KEYS = 30;

	private static final int KEYS = 40;

	private static final long COLD_KEY = 50;

	private static final long OTHER_COLD_KEY = 51;

	private static final int ROWS = 60;

	private static final RedisTestServer REDIS = RedisTestServer.start();

	private static final List<ReliabilityNode> NODES = new ArrayList<>();

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("outage");

	@BeforeAll
	static void start() throws SQLException {
		execute("create table counter (id bigint primary key, number bigint not null)");
		execute("insert into counter select i, 0 from generate_series(1, " + ROWS + ") as i");
		String namespace = "outage-" + UUID.randomUUID();
		for (int i = 0; i < 2; i++) {
			NODES.add(new ReliabilityNode(CounterApplication.class, "counter", namespace, REDIS, DATABASE));
		}
	}

	@AfterAll
	static void stop() {
		NODES.forEach(ReliabilityNode::close);
		REDIS.close();
	}

	@BeforeEach
	void awaitConnected() {
		NODES.forEach(ReliabilityNode::awaitConnected);
	}

	@Test
	void noCallerNoticesThatRedisWasKilledAndCameBackEmpty() throws Exception {
		check("killed", REDIS::kill, REDIS::restart, OUTAGE);
	}

	@Test
	void noCallerNoticesThatRedisWasSilentAndCameBackWithOldEntries() throws Exception {
		check("silent", REDIS::freeze, REDIS::thaw, SILENCE);
	}

	@Test
	void manyWhoAskForOneKeyWhileRedisIsGoneCauseOneLoad() throws Exception {
		ReliabilityNode node = NODES.get(0);
		EntityCache<Counter, Long> cache = node.cache(Counter.class);
		REDIS.kill();
		try {
			Awaitility.await().until(() -> node.sharedLevel().state() == State.DISCONNECTED);
			node.probe().reset();

			atOnce(20, node.probe().hold(COLD_KEY), () -> cache.findById(COLD_KEY).orElseThrow());
			// The control: without the cache, the probe sees every one of them.
			atOnce(5, node.probe().hold(OTHER_COLD_KEY),
					() -> node.inTransaction((entityManager) -> entityManager.find(Counter.class, OTHER_COLD_KEY)));

			assertThat(node.probe().loads(COLD_KEY)).isEqualTo(1);
			assertThat(node.probe().most(OTHER_COLD_KEY)).isEqualTo(5);
		}
		finally {
			REDIS.restart();
		}
	}

	@Test
	void theComparisonSeesWhatWasWrittenPastTheCaches() throws Exception {
		Map<Long, Long> before = numbersOfDatabase();
		assertThat(numbersOf(NODES.get(0))).isEqualTo(before);

		execute("update counter set number = number + 1 where id = 55");

		assertThat(numbersOf(NODES.get(0))).isEqualTo(before).isNotEqualTo(numbersOfDatabase());
		NODES.get(0).cache(Counter.class).evict(55L);
		assertThat(numbersOf(NODES.get(0))).isEqualTo(numbersOfDatabase());
	}

	private static void check(String name, Runnable lose, Runnable giveBack, Duration length) throws Exception {
		List<SteadyLoad> loads = List.of(new SteadyLoad(NODES.get(0), KEYS, List.of(31L, 32L, 33L, 34L, 35L)),
				new SteadyLoad(NODES.get(1), KEYS, List.of(36L, 37L, 38L, 39L, 40L)));
		loads.forEach(SteadyLoad::start);
		try {
			pause(CALM);
			long from = System.nanoTime();
			loseFor(length, lose, giveBack);
			long to = System.nanoTime();
			recover(loads);
			pause(CALM);
			loads.forEach(SteadyLoad::stop);
			loads.forEach((load) -> assertNothingNoticed(name, load, from, to));
			assertThatAWriteOfOneNodeReachesTheOther();
		}
		finally {
			loads.forEach(SteadyLoad::stop);
		}
	}

	private static void loseFor(Duration length, Runnable lose, Runnable giveBack) {
		lose.run();
		try {
			NODES.forEach((node) -> node.probe().reset());
			pause(length);
			for (ReliabilityNode node : NODES) {
				assertThat(node.sharedLevel().state()).isEqualTo(State.DISCONNECTED);
				assertThat(node.sharedLevel().owed()).isPositive();
				assertThatEveryKeyWasLoadedButNeverTwiceAtOnce(node.probe());
			}
		}
		finally {
			giveBack.run();
		}
	}

	// Only keys that nobody writes: after a write, a new load must not wait for an old
	// one.
	private static void assertThatEveryKeyWasLoadedButNeverTwiceAtOnce(LoadProbe probe) {
		for (long id = 1; id <= READ_ONLY_KEYS; id++) {
			assertThat(probe.loads(id)).isPositive();
			assertThat(probe.most(id)).isEqualTo(1);
		}
	}

	private static void recover(List<SteadyLoad> loads) throws Exception {
		Awaitility.await()
			.atMost(RECOVERY_LIMIT)
			.until(() -> NODES.stream().allMatch(ReliabilityNode::isConnectedAndOwesNothing));
		loads.forEach(SteadyLoad::stopWriting);
		NODES.forEach(ReliabilityNode::awaitConnected);
		Map<Long, Long> numbers = numbersOfDatabase();
		for (ReliabilityNode node : NODES) {
			// The last write's announcement may still be under way.
			Awaitility.await().untilAsserted(() -> assertThat(numbersOf(node)).isEqualTo(numbers));
		}
		loads.forEach((load) -> load.expect(numbers));
	}

	private static void assertNothingNoticed(String name, SteadyLoad load, long from, long to) {
		List<Duration> during = load.times(from, to);
		List<Duration> all = load.times(from - TimeUnit.HOURS.toNanos(1), System.nanoTime());
		Duration usual = during.get(during.size() * 99 / 100);
		Duration longest = all.get(all.size() - 1);
		System.out.println("outage " + name + ": " + during.size() + " of " + all.size() + " reads meanwhile, "
				+ load.writes() + " writes, p99 " + usual.toMillis() + " ms, longest " + longest.toMillis() + " ms");

		assertThat(load.failures()).isEmpty();
		assertThat(load.staleReads()).isEmpty();
		assertThat(load.writes()).isGreaterThan(10);
		assertThat(during).hasSizeGreaterThan(300);
		assertThat(usual).isLessThan(USUAL_LIMIT);
		assertThat(longest).isLessThan(ReliabilityNode.LOAD_TIMEOUT);
	}

	private static void assertThatAWriteOfOneNodeReachesTheOther() {
		long number = NODES.get(0).inTransaction((entityManager) -> entityManager.find(Counter.class, 1L).raise());

		Awaitility.await()
			.untilAsserted(() -> assertThat(NODES.get(1).cache(Counter.class).findById(1L)).map(Counter::getNumber)
				.contains(number));
	}

	private static void atOnce(int threads, CountDownLatch gate, Runnable action) throws Exception {
		List<Thread> started = new CopyOnWriteArrayList<>();
		ExecutorService pool = Executors.newFixedThreadPool(threads, (task) -> {
			Thread thread = new Thread(task, "outage-caller");
			started.add(thread);
			return thread;
		});
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				futures.add(pool.submit(action));
			}
			Awaitility.await().until(() -> started.stream().allMatch(OutageTests::waits));
			gate.countDown();
			for (Future<?> future : futures) {
				future.get(10, TimeUnit.SECONDS);
			}
		}
		finally {
			gate.countDown();
			pool.shutdownNow();
		}
	}

	private static boolean waits(Thread thread) {
		return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
	}

	private static void pause(Duration length) {
		long end = System.nanoTime() + length.toNanos();
		while (System.nanoTime() - end < 0) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
	}

	private static Map<Long, Long> numbersOf(ReliabilityNode node) {
		Map<Long, Long> numbers = new HashMap<>();
		node.cache(Counter.class)
			.findAllById(LongStream.rangeClosed(1, ROWS).boxed().toList())
			.forEach((id, counter) -> numbers.put(id, counter.getNumber()));
		return numbers;
	}

	private static Map<Long, Long> numbersOfDatabase() throws SQLException {
		try (Connection connection = connect();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select id, number from counter")) {
			Map<Long, Long> numbers = new HashMap<>();
			while (rows.next()) {
				numbers.put(rows.getLong(1), rows.getLong(2));
			}
			return numbers;
		}
	}

	private static void execute(String command) throws SQLException {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			statement.execute(command);
		}
	}

	private static Connection connect() throws SQLException {
		return DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.username(), DATABASE.password());
	}

}
