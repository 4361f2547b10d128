package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.Cached;
import io.entitycache.Freshness.State;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is past its time: a minute of freshness, five more of grace. */
class ExpiredEntryTests {

	private static final Duration TTL = Duration.ofMinutes(1);

	private static final Duration GRACE = Duration.ofMinutes(5);

	private final ManualTicker ticker = new ManualTicker();

	private final RowLoader rows = new RowLoader();

	private final CacheRegion<Long, String> region = region();

	@Test
	void expiredIsNeitherContainedNorListed() {
		this.rows.put(1, "a");
		read();
		assertThat(listed()).containsExactly(1L);
		this.ticker.advance(TTL.plus(GRACE));

		// Its memory need not be free yet.
		assertThat(this.region.peek(1L)).isNull();
		assertThat(this.region.freshness(1L).state()).isEqualTo(State.NOT_CACHED);
		assertThat(listed()).isEmpty();
	}

	@Test
	void rowThatIsGoneIsGoneHoweverStaleAnswersAreAllowed() {
		this.rows.put(1, "a");
		read();
		this.rows.remove(1);
		this.ticker.advance(TTL);

		assertThat(read()).isEqualTo(Cached.absent());
		assertThat(this.region.peek(1L)).isEqualTo(Cached.absent());
		failLoads();
		assertThat(read()).isEqualTo(Cached.absent());
	}

	@Test
	void failuresNeverMoveTheEndOfTheGrace() {
		this.rows.put(1, "a");
		read();
		failLoads();
		this.ticker.advance(TTL);
		for (int minute = 0; minute < 5; minute++) {
			assertThat(read()).isEqualTo(new Cached<>("a"));
			this.ticker.advance(Duration.ofMinutes(1));
		}

		assertThatIllegalStateException().isThrownBy(this::read);
	}

	private Cached<String> read() {
		Cached<String> read = this.region.read(1L, this.rows);
		assertThat(read).isNotNull();
		return read;
	}

	private List<Long> listed() {
		List<Long> listed = new ArrayList<>();
		this.region.forEach((key, value) -> listed.add(key));
		return listed;
	}

	private void failLoads() {
		this.rows.beforeReading(() -> {
			throw new IllegalStateException("The database is down");
		});
	}

	private CacheRegion<Long, String> region() {
		return new CacheRegion<>("product", TextCodecs.KEYS, TextCodecs.VALUES, Policies.of(TTL, TTL, GRACE),
				new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null, new ServerClock(),
						this.ticker, new RecordingObserver()));
	}

}
