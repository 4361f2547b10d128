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
import io.lettuce.core.api.StatefulRedisConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/** Tests of what is told of an outage, on a scheduler whose tasks the test runs. */
class SupervisedConnectionTests {

	private static final int PATIENCE = 6;

	private final List<String> told = new ArrayList<>();

	private final List<Long> waits = new ArrayList<>();

	private final ScheduledExecutorService scheduler = mock();

	private final RedisChannelHandler<?, ?> handler = mock();

	private @Nullable Runnable next;

	private @Nullable StatefulRedisConnection<String, String> redis;

	private SupervisedConnection<StatefulRedisConnection<String, String>> connection;

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
		this.connection = new SupervisedConnection<>("test", new Connections(), ReconnectDelays.DEFAULTS,
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
		look(PATIENCE - 1);
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

	private StatefulRedisConnection<String, String> connect() {
		StatefulRedisConnection<String, String> opened = mock();
		given(opened.isOpen()).willReturn(true);
		given(opened.closeAsync()).willReturn(CompletableFuture.completedFuture(null));
		this.redis = opened;
		look(1);
		assertThat(this.connection.open()).isSameAs(opened);
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

	/** Opens what the test has put there. */
	private final class Connections implements SupervisedConnection.Kind<StatefulRedisConnection<String, String>> {

		@Override
		public StatefulRedisConnection<String, String> open() {
			StatefulRedisConnection<String, String> current = SupervisedConnectionTests.this.redis;
			if (current == null) {
				throw new IllegalStateException("Connection refused");
			}
			return current;
		}

		@Override
		public CompletionStage<?> probe(StatefulRedisConnection<String, String> connection) {
			return (SupervisedConnectionTests.this.redis == connection) ? CompletableFuture.completedFuture("PONG")
					: new CompletableFuture<>();
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
