package io.entitycache.sample;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.entitycache.sample.Readme.Step;
import io.entitycache.sample.embedded.SecondInstance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Runs each command of README's walk-through and compares what it prints. The instances
 * are started as README says, but for the ports.
 */
class ReadmeWalkThroughTests {

	private static final int FIRST_PORT = 8080;

	private static final int SECOND_PORT = 8081;

	private static final Duration SOON = Duration.ofSeconds(15);

	private final Readme readme = Readme.read();

	@Test
	void everyCommandPrintsWhatReadmeSays() {
		List<Step> steps = this.readme.steps("Walk-through");
		assertThat(steps).hasSizeGreaterThan(10);

		try (ShopInstance first = ShopInstance
			.start(List.of("--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID()));
				ShopInstance second = ShopInstance.start(withoutPort(first.bean(SecondInstance.class).arguments()))) {
			Map<String, String> files = new HashMap<>();
			for (Step step : steps) {
				Curl curl = Curl.parse(step.command());
				ShopInstance instance = (curl.uri().getPort() == FIRST_PORT) ? first : second;
				if (takesAMoment(curl)) {
					await().atMost(SOON).untilAsserted(() -> assertPrints(step, curl, instance, files));
				}
				else {
					assertPrints(step, curl, instance, files);
				}
			}
		}
	}

	// A change on one instance reaches the other a moment later, and events come later.
	private static boolean takesAMoment(Curl curl) {
		assertThat(curl.uri().getPort()).isIn(FIRST_PORT, SECOND_PORT);
		return curl.uri().getPort() == SECOND_PORT || curl.path().equals("/cache-events");
	}

	private static List<String> withoutPort(List<String> arguments) {
		return arguments.stream().filter((argument) -> !argument.startsWith("--server.port=")).toList();
	}

	private static void assertPrints(Step step, Curl curl, ShopInstance instance, Map<String, String> files) {
		Answer answer = instance.send(curl.method(), curl.path(), curl.headers(), curl.body(files));
		if (curl.file() != null) {
			files.put(curl.file(), answer.body());
			assertThat(step.output()).isEmpty();
			return;
		}
		assertThat(step.prints(answer.body()))
			.as("%s%nREADME: %s%nreally: %s", step.command(), step.output(), answer.body())
			.isTrue();
	}

	@Test
	void otherOutputThanReadmeSaysIsFound() {
		Step step = new Step("curl -s localhost:8080/x", "{\"a\":1,\"b\":…}");

		assertThat(step.prints("{\"a\":1,\"b\":27}")).isTrue();
		assertThat(step.prints("{\"a\":2,\"b\":27}")).isFalse();
		assertThat(step.prints("")).isFalse();
	}

	@Test
	void unknownCurlOptionIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Curl.parse("curl -k localhost:8080/products/1"));
	}

}
