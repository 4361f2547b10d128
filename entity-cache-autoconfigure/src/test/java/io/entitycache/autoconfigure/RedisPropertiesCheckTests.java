package io.entitycache.autoconfigure;

import java.time.Duration;

import io.entitycache.orchestrator.NodeSettings;
import io.entitycache.redis.ReconnectDelays;
import io.entitycache.redis.RedisSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link RedisPropertiesCheck}. */
class RedisPropertiesCheckTests {

	@Test
	void defaultsAreThoseOfTheEngine() {
		assertThat(check().nodeSettings()).isEqualTo(NodeSettings.DEFAULTS);
		assertThat(check().redisSettings("shop")).isEqualTo(RedisSettings.of("shop"));
	}

	@ParameterizedTest
	@CsvSource({ "read-timeout,0s,positive", "command-timeout,-1ms,positive", "tombstone-ttl,0s,positive",
			"check-interval,0s,positive", "check-interval,1ns,1ms at least", "disconnected-ttl,-1s,negative",
			"max-staleness,1s,'max-staleness'", "max-staleness,1s,'check-interval'", "pending-ttl,59s,'tombstone-ttl'",
			"key-prefix,{x}:,braces", "reconnect.initial-delay,0s,positive", "reconnect.initial-delay,1ns,1ms at least",
			"reconnect.maximum-delay,49ms,'reconnect.initial-delay'" })
	void wrongValueIsRefusedByTheNameOfItsProperty(String key, String value, String reason) {
		String property = "entity-cache.redis." + key;

		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class)
			.isThrownBy(() -> check(property + "=" + value).nodeSettings())
			.satisfies((ex) -> {
				assertThat(ex.property()).isEqualTo(property);
				assertThat(ex.reason()).contains(reason);
			});
	}

	@Test
	void delaysBetweenAttemptsToConnectReachTheConnections() {
		assertThat(
				check("entity-cache.redis.reconnect.initial-delay=1s", "entity-cache.redis.reconnect.maximum-delay=1m")
					.redisSettings("shop")
					.reconnect())
			.isEqualTo(new ReconnectDelays(Duration.ofSeconds(1), Duration.ofMinutes(1)));
	}

	@Test
	void zeroIsGoodEnoughForLevel1WhileDisconnected() {
		assertThat(check("entity-cache.redis.disconnected-ttl=0s").nodeSettings().disconnectedTtl()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "shop,shop", "My Shop!,My-Shop-" })
	void namespaceIsMadeOfTheNameOfTheApplication(@Nullable String applicationName, String namespace) {
		assertThat(check().namespace(applicationName)).isEqualTo(namespace);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = " ")
	void cachesWithoutAnyNameHaveNoNamespace(@Nullable String applicationName) {
		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class)
			.isThrownBy(() -> check("entity-cache.caches.product=").namespace(applicationName))
			.satisfies((ex) -> {
				assertThat(ex.property()).isEqualTo("entity-cache.namespace");
				assertThat(ex.action()).contains("Set 'spring.application.name', or 'entity-cache.namespace'");
			});
	}

	@Test
	void withoutCachesNoNameIsNeeded() {
		assertThat(check().namespace((String) null)).isEqualTo("unused");
	}

	@Test
	void namespaceThatIsSetGoesBeforeTheNameOfTheApplication() {
		assertThat(check("entity-cache.namespace=orders").namespace("shop")).isEqualTo("orders");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "{a}", "a:b" })
	void namespaceThatCouldNotBePartOfAKeyIsRefused(String namespace) {
		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class)
			.isThrownBy(() -> check("entity-cache.namespace=" + namespace).namespace("shop"))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("entity-cache.namespace"));
	}

	private static RedisPropertiesCheck check(String... lines) {
		return new RedisPropertiesCheck(BoundProperties.of(lines));
	}

}
