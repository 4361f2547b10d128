package io.entitycache.redis;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AbilityTests {

	private static final Refusal OOM = new Refusal(Refusal.Code.OOM, "OOM command not allowed");

	private static final Refusal READONLY = new Refusal(Refusal.Code.READONLY, "READONLY You can't write");

	private final LoggingSystem logging = LoggingSystem.get(AbilityTests.class.getClassLoader());

	private final Ability ability = new Ability("do it");

	private long now;

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		this.logging.setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		this.logging.setLogLevel("io.entitycache", null);
	}

	@Test
	void eachChangeIsOneLine(CapturedOutput output) {
		for (int outage = 0; outage < 3; outage++) {
			can(20);
			cannot(READONLY, 20);
			cannot(OOM, 20);
			cannot(READONLY, 20);
		}

		assertThat(lines(output)).hasSize(9)
			.satisfies((lines) -> assertThat(lines.subList(0, 4)).satisfiesExactly(
					(line) -> assertThat(line).endsWith("can do it"),
					(line) -> assertThat(line).contains("cannot do it", "READONLY"),
					(line) -> assertThat(line).contains("cannot do it", "OOM"),
					(line) -> assertThat(line).endsWith("can do it again, after 30000 ms")));
	}

	@Test
	void whatComesAndGoesIsLoggedOnceInTenSeconds(CapturedOutput output) {
		for (int second = 0; second < 60; second++) {
			can(1);
			cannot(OOM, 1);
		}

		assertThat(lines(output)).hasSizeBetween(8, 14);
	}

	@Test
	void whatStaysIsLoggedThoughItHadJustBeenLogged(CapturedOutput output) {
		can(1);
		cannot(OOM, 1);
		can(1);
		cannot(OOM, 40);

		assertThat(lines(output)).hasSize(4).last().asString().contains("cannot do it", "OOM");
	}

	private void can(int looks) {
		for (int i = 0; i < looks; i++) {
			this.ability.can(this.now += Duration.ofMillis(500).toNanos());
		}
	}

	private void cannot(Refusal reason, int looks) {
		for (int i = 0; i < looks; i++) {
			this.ability.cannot(reason, this.now += Duration.ofMillis(500).toNanos());
		}
	}

	private static List<String> lines(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("The entity cache can")).toList();
	}

}
