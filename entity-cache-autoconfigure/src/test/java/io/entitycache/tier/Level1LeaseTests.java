package io.entitycache.tier;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Level1LeaseTests {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final long LONG_AGO = -1_000 * SECOND;

	private final Level1Lease lease = Level1Lease.of(Duration.ofSeconds(5), Duration.ofSeconds(30));

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MIN_VALUE, Long.MAX_VALUE, -1 })
	void trustEndsWithoutProofWhateverTheTimeIs(long now) {
		assertThat(this.lease.isTrusted(now)).isFalse();

		this.lease.proven(now, 0);

		assertThat(this.lease.isTrusted(now)).isTrue();
		assertThat(this.lease.isTrusted(now + 5 * SECOND - 1)).isTrue();
		assertThat(this.lease.isTrusted(now + 5 * SECOND)).isFalse();
		assertThat(this.lease.sinceProof(now + SECOND)).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MIN_VALUE, Long.MAX_VALUE, -1 })
	void withoutContactEntriesAreUsedForTheDisconnectedTimeAlone(long now) {
		this.lease.proven(now, 0);
		this.lease.lost();

		assertThat(this.lease.isTrusted(now)).isFalse();
		assertThat(this.lease.admits(now + 30 * SECOND - 1, now + LONG_AGO)).isTrue();
		assertThat(this.lease.admits(now + 30 * SECOND, now + LONG_AGO)).isFalse();
		assertThat(this.lease.admits(now + 40 * SECOND, now + 11 * SECOND)).isTrue();
		assertThat(this.lease.admits(now + 41 * SECOND, now + 11 * SECOND)).isFalse();
	}

	@Test
	void neverProvenAdmitsOnlyWhatWasLoadedSince() {
		assertThat(this.lease.admits(0, LONG_AGO)).isFalse();
		assertThat(this.lease.admits(0, -SECOND)).isTrue();
		assertThat(this.lease.sinceProof(0)).isNegative();
	}

	@Test
	void lateAnswerDoesNotTakeBackALaterProof() {
		this.lease.proven(10 * SECOND, 0);
		this.lease.proven(8 * SECOND, 0);

		assertThat(this.lease.isTrusted(14 * SECOND)).isTrue();
	}

	@Test
	void proofRenewsWhatWasLost() {
		this.lease.proven(0, 0);
		this.lease.lost();
		this.lease.proven(SECOND, 0);

		assertThat(this.lease.isTrusted(SECOND)).isTrue();
	}

	@Test
	void zeroMeansNotAtAll() {
		Level1Lease strict = Level1Lease.of(Duration.ofSeconds(5), Duration.ZERO);
		strict.proven(0, 0);
		strict.lost();

		assertThat(strict.admits(0, 0)).isFalse();
	}

	@Test
	void nodeThatIsAloneNeedsNoProof() {
		assertThat(Level1Lease.unlimited().admits(Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
		assertThat(Level1Lease.unlimited().sinceProof(0)).isNegative();
	}

	@Test
	void readerWhoseClockIsBehindGetsNoMoreThanOthers() {
		Level1Lease none = Level1Lease.of(Duration.ofSeconds(5), Duration.ZERO);
		none.proven(SECOND, 0);
		none.lost();

		assertThat(none.admits(SECOND - 1, SECOND)).isFalse();
	}

	@Test
	void proofDoesNotOutliveItsSession() {
		AtomicLong session = new AtomicLong();
		Level1Lease several = Level1Lease.of(Duration.ofSeconds(5), Duration.ZERO, session::get);
		several.proven(0, several.session());
		assertThat(several.isTrusted(SECOND)).isTrue();
		long asked = several.session();
		session.incrementAndGet();
		assertThat(several.isTrusted(SECOND)).isFalse();

		several.proven(SECOND, asked);
		assertThat(several.isTrusted(2 * SECOND)).isFalse();

		several.proven(2 * SECOND, several.session());
		assertThat(several.isTrusted(3 * SECOND)).isTrue();
	}

}
