package io.entitycache.tier;

import java.time.Duration;

import io.entitycache.Cached;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalEntryTests {

	private static final long NOW = -4_711;

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT0.000000001S", "PT0.0015S", "PT1S", "PT10M", "PT16777217.001S", "P36500D" })
	void loadIsNeverRememberedAsLaterThanItWas(Duration life) {
		long loadedAt = new LocalEntry<>(Cached.absent(), 1, NOW, NOW + life.toNanos(), NOW + life.toNanos())
			.loadedAt();

		assertThat(loadedAt - NOW).isNotPositive().isGreaterThan(-1_000_000 - life.toNanos() / 1_000_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT0.001S", "PT2S", "PT10M", "PT24H", "PT16777217.001S", "P36500D" })
	void graceIsNeverLongerThanItWasAndHardlyShorter(Duration grace) {
		LocalEntry<String> entry = new LocalEntry<>(Cached.absent(), 1, NOW, NOW + 1, NOW + 1 + grace.toNanos());

		assertThat(entry.isDead(NOW + 1 + grace.toNanos())).isTrue();
		assertThat(entry.isDead(NOW + grace.toNanos() - grace.toNanos() / 1_000_000)).isFalse();
		assertThat(entry.isFresh(NOW)).isTrue();
		assertThat(entry.isFresh(NOW + 1)).isFalse();
	}

	@Test
	void deadEntryIsNotFreshEither() {
		LocalEntry<String> entry = new LocalEntry<>(Cached.absent(), 1, NOW, NOW + 2, NOW + 1);

		assertThat(entry.isFresh(NOW + 1)).isFalse();
		assertThat(entry.isDead(NOW + 1)).isTrue();
	}

}
