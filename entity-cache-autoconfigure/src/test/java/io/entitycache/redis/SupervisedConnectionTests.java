package io.entitycache.redis;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.entitycache.EntityCacheObserver;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests of when a connection is asked and replaced, and of what is told of it, on a
 * scheduler whose tasks the test runs.
 */
@ExtendWith(OutputCaptureExtension.class)
class SupervisedConnectionTests {

	private static final int QUIET = 3;

	private static final int PATIENCE = 6;

	private static final Refusal READONLY = new Refusal(Refusal.Code.READONLY, "READONLY You can't write");

	private static final Refusal OOM = new Refusal(Refusal.Code.OOM, "OOM command not allowed");

	private final List<String> told = new ArrayList<>();

	private final List<Long> waits = new ArrayList<>();

	private final ScheduledExecutorService scheduler = mock();

	private final RedisChannelHandler<?, ?> handler = mock();

	private @Nullable Runnable next;

	private @Nullable StatefulRedisConnection<String, String> redis;

	private final LoggingSystem logging = LoggingSystem.get(SupervisedConnectionTests.class.getClassLoader());

	private @Nullable FakeLink link;

	private boolean provenAtOnce = true;

	private int probes;

	private SupervisedConnection<FakeLink> connection;

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		this.logging.setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		this.logging.setLogLevel("io.entitycache", null);
	}

	@BeforeEach
	void start() {
		given(this.scheduler.schedule(any(Runnable.class), anyLong(), any())).willAnswer((call) -> {
			assertThat((TimeUnit) call.getArgument(2)).isEqualTo(TimeUnit.MILLISECONDS);
			this.next = call.getArgument(0);
			this.waits.add(call.getArgument(1));
			return null;
		});
		willAnswer((call) -> {
			call.<Runnable>getArgument(0).run();
			return null;
		}).given(this.scheduler).execute(any());
		this.connection = new SupervisedConnection<>("test", "do it", this::open, ReconnectDelays.DEFAULTS,
				new Recording());
		this.connection.start(this.scheduler);
	}

	@Test
	void firstConnectionIsNoReconnectHoweverManyAttemptsItTakes() {
		look(5);
		connect();

		assertThat(this.told).isEmpty();
	}

	@Test
	void attemptsAreCountedFromOneInEachOutageAndTheirDelaysAreThoseWaited() {
		connect();
		for (int outage = 0; outage < 2; outage++) {
			breakDown();
			this.told.clear();
			look(PATIENCE - 1);
			assertThat(this.told).isEmpty();
			this.waits.clear();
			look(4);

			assertThat(this.told).containsExactly("reconnecting 1 0", "reconnecting 2 " + this.waits.get(0),
					"reconnecting 3 " + this.waits.get(1), "reconnecting 4 " + this.waits.get(2),
					"reconnecting 5 " + this.waits.get(3));
			assertDelays();
			this.told.clear();
			connect();
			assertThat(this.told).containsExactly("reconnected");
		}
	}

	private void assertDelays() {
		for (int i = 0; i < this.waits.size(); i++) {
			assertThat(this.waits.get(i)).isBetween(50L, ReconnectDelays.DEFAULTS.limit(i + 1));
		}
	}

	@Test
	void redisThatStaysAwayHoweverLongIsJoinedAgain() {
		connect();
		breakDown();
		look(PATIENCE - 1);
		this.waits.clear();
		look(2_000);

		assertThat(this.told.get(this.told.size() - 1)).startsWith("reconnecting 2001 ");
		assertThat(this.waits).allSatisfy((wait) -> assertThat(wait).isBetween(50L, 2_000L));
		connect();
		assertThat(this.told.get(this.told.size() - 1)).isEqualTo("reconnected");
	}

	@Test
	void connectionThatTheDriverBringsBackIsToldWithoutAttempts() {
		StatefulRedisConnection<String, String> current = connect();
		RedisConnectionStateListener driver = driver(current);
		driver.onRedisDisconnected(this.handler);
		driver.onRedisConnected(this.handler, new InetSocketAddress(0));
		look(1);

		assertThat(this.told).containsExactly("disconnected", "reconnected");
	}

	@Test
	void lossIsToldOnceWhoeverNoticesIt() {
		StatefulRedisConnection<String, String> current = connect();
		breakDown();
		driver(current).onRedisDisconnected(this.handler);
		look(3);

		assertThat(this.told).containsExactly("disconnected");
	}

	@Test
	void silentConnectionIsLostWhenItIsReplaced() {
		connect();
		this.redis = null;
		look(QUIET + PATIENCE - 1);
		assertThat(this.told).isEmpty();
		look(1);

		assertThat(this.told.subList(0, 2)).containsExactly("disconnected", "reconnecting 1 0");
	}

	@Test
	void replacedConnectionIsNotHeardAnyMore() {
		StatefulRedisConnection<String, String> old = connect();
		breakDown();
		look(PATIENCE);
		connect();
		this.told.clear();
		driver(old).onRedisDisconnected(this.handler);

		assertThat(this.told).isEmpty();
	}

	@Test
	void stopIsNoLossAndTheNextStartNoReconnect() {
		StatefulRedisConnection<String, String> old = connect();
		this.connection.stop();
		driver(old).onRedisDisconnected(this.handler);
		this.connection.start(this.scheduler);
		connect();

		assertThat(this.told).isEmpty();
	}

	@Test
	void nothingIsAskedWhileAnswersToOthersProveTheSame() {
		connect();
		for (int i = 0; i < 20; i++) {
			look(QUIET - 1);
			evidence().proven();
		}
		assertThat(this.probes).isZero();

		look(2 * QUIET + 2);
		assertThat(this.probes).isEqualTo(2);
		assertThat(this.told).isEmpty();
	}

	@Test
	void connectionThatAnotherOneMayBeBetterThanIsReplacedAtOnceAndLoggedOnce(CapturedOutput output) {
		connect();
		evidence().refused(READONLY);
		this.redis = null;
		look(4);

		assertThat(this.told.subList(0, 2)).containsExactly("disconnected", "reconnecting 1 0");
		assertThat(this.connection.open()).isNull();
		connect();
		look(4);
		assertThat(this.connection.trouble()).isNull();
		assertThat(lines(output)).satisfiesExactly((line) -> assertThat(line).endsWith("can do it"),
				(line) -> assertThat(line).contains("cannot do it", "READONLY"),
				(line) -> assertThat(line).contains("cannot do it", "Connection refused"),
				(line) -> assertThat(line).contains("can do it again, after"));
	}

	@Test
	void connectionThatNoOtherIsBetterThanIsKeptAndLoggedOnce(CapturedOutput output) {
		StatefulRedisConnection<String, String> opened = connect();
		for (int i = 0; i < 50; i++) {
			evidence().refused(OOM);
			look(2);
		}

		assertThat(this.connection.open()).extracting(FakeLink::connection).isSameAs(opened);
		assertThat(this.connection.trouble()).isEqualTo(OOM);
		assertThat(this.told).isEmpty();
		evidence().proven();
		look(1);
		assertThat(this.connection.trouble()).isNull();
		assertThat(lines(output)).satisfiesExactly((line) -> assertThat(line).endsWith("can do it"),
				(line) -> assertThat(line).contains("cannot do it", "OOM"),
				(line) -> assertThat(line).contains("can do it again, after"));
	}

	@Test
	void connectionThatTheDriverBringsBackIsNotTakenForFitBeforeItHasAnswered() {
		StatefulRedisConnection<String, String> opened = connect();
		driver(opened).onRedisDisconnected(this.handler);
		driver(opened).onRedisConnected(this.handler, new InetSocketAddress(0));
		assertThat(link().trouble()).isNotNull();
		assertThat(this.probes).isZero();
		look(1);

		assertThat(this.probes).isOne();
		assertThat(link().trouble()).isNull();
		assertThat(this.connection.trouble()).isNull();
	}

	@Test
	void reasonIsShownUntilTheNextConnectionIsProven() {
		assertThat(this.connection.trouble()).isEqualTo(Refusal.NEVER_OPENED);
		connect();
		evidence().refused(READONLY);
		this.provenAtOnce = false;
		look(1);
		assertThat(this.connection.open()).isNotNull();

		assertThat(this.connection.trouble()).isEqualTo(READONLY);
		look(2);
		assertThat(this.connection.trouble()).isNull();
	}

	private Evidence evidence() {
		return link().evidence;
	}

	private FakeLink link() {
		FakeLink current = this.link;
		assertThat(current).isNotNull();
		return current;
	}

	private static List<String> lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("The entity cache can")).toList();
	}

	private StatefulRedisConnection<String, String> connect() {
		StatefulRedisConnection<String, String> opened = mock();
		given(opened.isOpen()).willReturn(true);
		given(opened.closeAsync()).willReturn(CompletableFuture.completedFuture(null));
		this.redis = opened;
		look(1);
		assertThat(this.connection.open()).extracting(FakeLink::connection).isSameAs(opened);
		return opened;
	}

	private void breakDown() {
		StatefulRedisConnection<String, String> current = this.redis;
		assertThat(current).isNotNull();
		given(current.isOpen()).willReturn(false);
		this.redis = null;
		driver(current).onRedisDisconnected(this.handler);
	}

	private static RedisConnectionStateListener driver(StatefulRedisConnection<String, String> connection) {
		ArgumentCaptor<RedisConnectionStateListener> listener = ArgumentCaptor
			.forClass(RedisConnectionStateListener.class);
		then(connection).should().addListener(listener.capture());
		return listener.getValue();
	}

	private void look(int times) {
		for (int i = 0; i < times; i++) {
			Runnable look = this.next;
			assertThat(look).isNotNull();
			look.run();
		}
	}

	private FakeLink open() {
		StatefulRedisConnection<String, String> current = this.redis;
		if (current == null) {
			throw new IllegalStateException("Connection refused");
		}
		FakeLink opened = new FakeLink(current);
		if (this.provenAtOnce) {
			opened.evidence.proven();
		}
		this.link = opened;
		return opened;
	}

	/** Answers as long as the test has left its connection there. */
	private final class FakeLink implements RedisLink {

		private final StatefulRedisConnection<String, String> connection;

		private final Evidence evidence = new Evidence();

		private FakeLink(StatefulRedisConnection<String, String> connection) {
			this.connection = connection;
		}

		@Override
		public StatefulConnection<?, ?> connection() {
			return this.connection;
		}

		@Override
		public Evidence evidence() {
			return this.evidence;
		}

		@Override
		public CompletionStage<?> probe() {
			SupervisedConnectionTests.this.probes++;
			if (SupervisedConnectionTests.this.redis != this.connection) {
				return new CompletableFuture<>();
			}
			this.evidence.proven();
			return CompletableFuture.completedFuture("PONG");
		}

	}

	/** Notes what it is told. */
	private final class Recording implements EntityCacheObserver {

		@Override
		public void sharedLevelDisconnected() {
			SupervisedConnectionTests.this.told.add("disconnected");
		}

		@Override
		public void sharedLevelReconnecting(int attempt, Duration delay) {
			SupervisedConnectionTests.this.told.add("reconnecting " + attempt + ' ' + delay.toMillis());
		}

		@Override
		public void sharedLevelReconnected(Duration after) {
			assertThat(after.isNegative()).isFalse();
			SupervisedConnectionTests.this.told.add("reconnected");
		}

	}

}
