package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.cluster.AnnouncementLog.Receipt;
import io.entitycache.cluster.AnnouncementLog.State;
import io.entitycache.cluster.ClusterMember;
import io.entitycache.testsupport.RedisTestServers;
import io.entitycache.tier.Debt;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The shared state as something else than this library has left it. A doubt costs a new
 * incarnation, and no damage keeps a node from joining.
 */
class DamagedStateTests {

	private static final long TRANSACTION = 0x0102030405060708L;

	private final RedisClient client = RedisClient.create(RedisTestServers.shared().uri());

	/** With the time-outs that a node has. */
	private final RedisSettings settings = RedisSettings.of(UUID.randomUUID().toString());

	private final RedisKeys keys = new RedisKeys(this.settings);

	private final RedisConnections ofNode = new RedisConnections(() -> this.client, this.settings,
			EntityCacheObserver.NOOP);

	private final RedisConnections connections = new RedisConnections(() -> this.client, patient(this.settings),
			EntityCacheObserver.NOOP);

	private final RedisAnnouncementLog log = new RedisAnnouncementLog(this.connections);

	private RedisCommands<byte[], byte[]> commands;

	@BeforeEach
	void connect() {
		this.commands = this.client.connect(ByteArrayCodec.INSTANCE).sync();
		this.connections.start();
		this.ofNode.start();
		await().atMost(Duration.ofSeconds(30)).until(() -> this.connections.isOpen() && this.ofNode.isOpen());
	}

	@AfterEach
	void disconnect() {
		this.commands.unlink(this.keys.meta(), this.keys.log());
		this.connections.stop();
		this.ofNode.stop();
		this.client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "", "-1", "1.5", "0x1", "4", "9007199254740993", "99999999999999999999999999" })
	void floorThatWasNeverGivenRenewsTheState(String floor) {
		long before = announceThrice().incarnation();
		this.commands.hset(this.keys.meta(), bytes("r:nobody"), bytes(floor));

		State state = this.log.state();

		assertThat(state.incarnation()).isNotIn(0L, before);
		assertThat(state.regions()).isEmpty();
		assertThat(this.log.position().incarnation()).isEqualTo(state.incarnation());
		assertThat(this.log.state().incarnation()).isEqualTo(state.incarnation());
	}

	@Test
	void floorsThatWereGivenRenewNothing() {
		Receipt last = announceThrice();

		State state = this.log.state();

		assertThat(state.incarnation()).isEqualTo(last.incarnation());
		assertThat(state.regions()).isEqualTo(Map.of("book", last.sequence()));
		assertThat(state.tables()).isEqualTo(Map.of("books", last.sequence()));
	}

	@Test
	void fieldsOfOthersAreLeftAlone() {
		Receipt last = announceThrice();
		Map<byte[], byte[]> foreign = Map.of(bytes("x"), bytes("y"), bytes(""), bytes("z"), bytes("R:a"), bytes("-"),
				bytes("f:short"), bytes("a"), bytes("f:no-colon-where-it-belongs"), bytes("b"));
		this.commands.hset(this.keys.meta(), foreign);

		State state = this.log.state();

		assertThat(state.incarnation()).isEqualTo(last.incarnation());
		assertThat(state.regions()).containsOnlyKeys("book");
		assertThat(state.flux()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void whatTheScriptsDoNotCallWholeIsBegunAnew(Damage damage) {
		long before = announceThrice().incarnation();
		damage.in(this);

		assertThat(this.log.position().incarnation()).isZero();
		State state = this.log.state();
		assertThat(state.incarnation()).isNotIn(0L, before);
		assertThat(state.sequence()).isZero();
		assertThat(this.log.position().incarnation()).isEqualTo(state.incarnation());
	}

	@ParameterizedTest
	@EnumSource
	void announcementIsNotNumberedInAStateThatIsNotWhole(Damage damage) {
		long before = announceThrice().incarnation();
		damage.in(this);

		Receipt receipt = commit(Invalidation.ofRegion("book"));

		assertThat(receipt.incarnation()).isNotIn(0L, before);
		assertThat(receipt.sequence()).isOne();
		assertThat(this.log.position().incarnation()).isEqualTo(receipt.incarnation());
		assertThat(this.log.readFrom(0, 10)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void nodeJoinsWhateverTheStateHolds(Damage damage) {
		announceThrice();
		damage.in(this);

		assertJoins();
	}

	@Test
	void nodeJoinsThoughAFloorIsNoNumber() {
		announceThrice();
		this.commands.hset(this.keys.meta(), bytes("r:nobody"), bytes("abc"));

		assertJoins();
	}

	@Test
	void nodeJoinsThoughTheLogIsNoStream() {
		announceThrice();
		this.commands.del(this.keys.log());
		this.commands.set(this.keys.log(), bytes("not a stream"));

		assertThat(this.log.readFrom(0, 10)).isEmpty();
		assertJoins();
		assertThat(commit(Invalidation.ofRegion("book")).sequence()).isEqualTo(4);
		assertThat(this.log.readFrom(4, 10)).hasSize(1);
	}

	@Test
	void entryOfOthersInTheLogIsNoAnnouncement() {
		announceThrice();
		this.commands.xadd(this.keys.log(), new XAddArgs().id("7-3"), bytes("a"), bytes("b"));

		assertThat(this.log.readFrom(1, 10)).hasSize(4).last().isEqualTo(new byte[0]);
		assertThat(this.log.readFrom(1, 3)).hasSize(3).doesNotContain(new byte[0]);
		assertJoins();
		assertThat(commit(Invalidation.NONE).sequence()).isEqualTo(4);
		assertThat(this.log.readFrom(1, 10)).hasSize(1);
	}

	@Test
	void regionInFluxStaysSoInTheIncarnationThatFollows() {
		this.log.prepare(new Announcement(Kind.PENDING, TRANSACTION, 1, Invalidation.ofRegion("book")));
		foreignFields(30_000);

		assertThat(this.log.state().flux()).isEqualTo(Map.of("book", this.log.state().flux().get("book")));
		assertThat(this.log.state().flux().get("book")).containsOnlyKeys(TRANSACTION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "", "-1", "99999999999999", "99999999999999999999999" })
	void fluxWithoutAnEndOfOursIsGivenOne(String end) {
		announceThrice();
		this.commands.hset(this.keys.meta(), flux("book"), bytes(end));
		long latest = now() + this.settings.pendingLife().toMillis();

		long given = this.log.state().flux().get("book").get(TRANSACTION);

		assertThat(given).isBetween(latest, latest + 10_000);
		assertThat(this.log.state().flux().get("book")).containsExactly(Map.entry(TRANSACTION, given));
	}

	@Test
	void regionMayBeInFluxForAsLongAsItsTransactionWasGiven() {
		long end = now() + this.settings.pendingLife().toMillis() / 2;
		announceThrice();
		this.commands.hset(this.keys.meta(), flux("book"), RedisBytes.number(end));

		assertThat(this.log.state().flux()).isEqualTo(Map.of("book", Map.of(TRANSACTION, end)));
	}

	private static RedisSettings patient(RedisSettings settings) {
		Duration timeout = Duration.ofSeconds(10);
		return new RedisSettings(settings.namespace(), settings.keyPrefix(), timeout, timeout, settings.tombstoneLife(),
				settings.pendingLife(), settings.logLength(), settings.reconnect());
	}

	private void assertJoins() {
		SharedView view = new SharedView();
		Level1Lease lease = Level1Lease.of(Duration.ofSeconds(30), Duration.ZERO);
		ServerClock clock = new ServerClock();
		Ticker ticker = Ticker.systemTicker();
		SharedTier shared = new SharedTier(new RedisLevel2(this.ofNode), new Debt(1_000), clock, ticker,
				EntityCacheObserver.NOOP);
		ClusterMember member = new ClusterMember(new RedisAnnouncementLog(this.ofNode), shared, view, lease, clock,
				ticker, new Ignoring(), EntityCacheObserver.NOOP);
		try {
			member.subscribed();
			await().atMost(Duration.ofSeconds(20)).until(() -> {
				member.check();
				return lease.isTrusted(ticker.read());
			});
			assertThat(view.position().incarnation()).isEqualTo(this.log.position().incarnation()).isNotZero();
			assertThat(this.commands.hlen(this.keys.meta())).isLessThan(10);
		}
		finally {
			member.stop();
		}
	}

	private Receipt announceThrice() {
		commit(Invalidation.NONE);
		commit(Invalidation.NONE);
		return commit(new Invalidation(Set.<EntryKey>of(), Set.of("book"), Set.of("books")));
	}

	private Receipt commit(Invalidation invalidation) {
		return this.log.commit(new Announcement(Kind.COMMITTED, 0, 1, invalidation));
	}

	private void foreignFields(int count) {
		Map<byte[], byte[]> fields = new HashMap<>();
		for (int i = 0; i < count; i++) {
			fields.put(bytes("r:foreign-" + i), bytes("1"));
			if (fields.size() == 10_000) {
				this.commands.hset(this.keys.meta(), fields);
				fields.clear();
			}
		}
	}

	private long now() {
		return this.log.position().serverTime();
	}

	private static byte[] flux(String region) {
		byte[] name = bytes("f:" + region + ":........");
		System.arraycopy(RedisBytes.raw(TRANSACTION), 0, name, name.length - Long.BYTES, Long.BYTES);
		return name;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/** What makes a state none. */
	enum Damage {

		OTHER_TYPE {
			@Override
			void in(DamagedStateTests test) {
				test.commands.del(test.keys.meta());
				test.commands.lpush(test.keys.meta(), bytes("not a hash"));
			}
		},

		NO_INCARNATION {
			@Override
			void in(DamagedStateTests test) {
				test.commands.hdel(test.keys.meta(), bytes("incarnation"));
			}
		},

		SHORT_INCARNATION {
			@Override
			void in(DamagedStateTests test) {
				test.commands.hset(test.keys.meta(), bytes("incarnation"), bytes("1234567"));
			}
		},

		ZERO_INCARNATION {
			@Override
			void in(DamagedStateTests test) {
				test.commands.hset(test.keys.meta(), bytes("incarnation"), RedisBytes.raw(0));
			}
		},

		NO_SEQUENCE {
			@Override
			void in(DamagedStateTests test) {
				test.commands.hdel(test.keys.meta(), bytes("seq"));
			}
		},

		SEQUENCE_THAT_IS_NO_NUMBER {
			@Override
			void in(DamagedStateTests test) {
				test.commands.hset(test.keys.meta(), bytes("seq"), bytes("12x"));
			}
		},

		SEQUENCE_BEYOND_WHAT_IS_EXACT {
			@Override
			void in(DamagedStateTests test) {
				test.commands.hset(test.keys.meta(), bytes("seq"), bytes("99999999999999999999999"));
			}
		},

		MORE_FIELDS_THAN_COULD_BE_OURS {
			@Override
			void in(DamagedStateTests test) {
				test.foreignFields(300_000);
			}
		};

		abstract void in(DamagedStateTests test);

	}

	private static final class Ignoring implements ClusterMember.Handler {

		@Override
		public void apply(Announcement announcement, SharedView.Position position) {
		}

		@Override
		public void dropAll() {
		}

	}

}
