package io.entitycache.autoconfigure;

import java.util.concurrent.TimeUnit;

import io.entitycache.tier.SharedLevelException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link LastSharedFailure}. */
class LastSharedFailureTests {

	private long now;

	private final LastSharedFailure last = new LastSharedFailure(() -> this.now);

	@Test
	void nothingHasFailed() {
		assertThat(this.last.get()).isNull();
	}

	@Test
	void lastFailureIsToldWithItsAge() {
		this.last.sharedLevelFailed("read", new SharedLevelException("Redis did not answer"));
		this.last.sharedLevelFailed("connect", new SharedLevelException("NOPERM"));
		this.now = TimeUnit.MILLISECONDS.toNanos(70);

		assertThat(this.last.get()).isEqualTo("connect: NOPERM (70 ms ago)");
	}

	@Test
	void whatAnotherLibrarySaysIsNotShown() {
		this.last.sharedLevelFailed("encode", new IllegalStateException("4711 is no price"));

		assertThat(this.last.get()).isEqualTo("encode: IllegalStateException (0 ms ago)");
	}

}
