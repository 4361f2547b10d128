package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.UUID;

import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.testsupport.RedisTestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of applications with several, or other, connections to Redis. */
@ExtendWith(OutputCaptureExtension.class)
class RedisFactoriesTests {

	private final ApplicationContextRunner runner = ShopContext.withRedis()
		.withPropertyValues("entity-cache.namespace=" + UUID.randomUUID(), "entity-cache.caches.product=");

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		LoggingSystem.get(RedisFactoriesTests.class.getClassLoader()).setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		LoggingSystem.get(RedisFactoriesTests.class.getClassLoader()).setLogLevel("io.entitycache", null);
	}

	@Test
	void severalConnectionsOfWhichNoneIsPrimaryAreAFailure() {
		this.runner.withUserConfiguration(Several.class).run((context) -> {
			FailureAnalysis analysis = new InvalidEntityCacheConfigurationFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());

			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("Property: entity-cache.redis.connection-factory")
				.contains("There are several connections to Redis, and none is the primary one: 'other', 'real'");
			assertThat(analysis.getAction())
				.isEqualTo("Set the property to the name of one of these beans, or mark one of them with '@Primary'.");
		});
	}

	@Test
	void namedConnectionIsUsed() {
		this.runner.withUserConfiguration(Several.class)
			.withPropertyValues("entity-cache.redis.connection-factory=real")
			.run(RedisFactoriesTests::assertConnected);
	}

	@Test
	void primaryConnectionIsUsed() {
		this.runner.withUserConfiguration(OneIsPrimary.class).run(RedisFactoriesTests::assertConnected);
	}

	@Test
	void nameThatIsNoConnectionIsAFailure() {
		this.runner.withUserConfiguration(Several.class)
			.withPropertyValues("entity-cache.redis.connection-factory=reel")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(
						"No bean of type 'LettuceConnectionFactory' has this name. There are: 'other', 'real'"));
	}

	@Test
	void connectionOfAnotherKindIsWarnedOfOnce(CapturedOutput output) {
		this.runner.withUserConfiguration(OtherKind.class).run((context) -> assertThat(context).hasNotFailed());

		assertThat(output).containsOnlyOnce("The entity cache has no level 2")
			.contains("'otherKind' is a RedisConnectionFactory")
			.contains("'entity-cache.redis.enabled'");
	}

	@Test
	void connectionOfAnotherKindIsFineForWhoWantsNoLevel2(CapturedOutput output) {
		this.runner.withUserConfiguration(OtherKind.class)
			.withPropertyValues("entity-cache.redis.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());

		assertThat(output).doesNotContain("has no level 2");
	}

	private static void assertConnected(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		EntityCaches caches = context.getBean(EntityCaches.class);
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> caches.sharedLevel().state() == State.CONNECTED);
	}

	private static LettuceConnectionFactory real() {
		return new LettuceConnectionFactory(RedisTestServers.shared().host(), RedisTestServers.shared().port());
	}

	@Configuration(proxyBeanMethods = false)
	static class Several {

		@Bean
		LettuceConnectionFactory real() {
			return RedisFactoriesTests.real();
		}

		@Bean
		LettuceConnectionFactory other() {
			return new LettuceConnectionFactory("127.0.0.1", 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneIsPrimary {

		@Bean
		@Primary
		LettuceConnectionFactory real() {
			return RedisFactoriesTests.real();
		}

		@Bean
		LettuceConnectionFactory other() {
			return new LettuceConnectionFactory("127.0.0.1", 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherKind {

		@Bean
		RedisConnectionFactory otherKind() {
			return Mockito.mock(RedisConnectionFactory.class);
		}

	}

}
