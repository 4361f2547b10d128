package io.entitycache.autoconfigure;

import java.time.Duration;

import io.entitycache.CacheSettings;
import io.entitycache.CacheSettings.Consistency;
import io.entitycache.CacheSettings.OnWrite;
import io.entitycache.CacheSettings.Share;
import io.entitycache.CacheSettings.WarmUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link CacheSettingsResolver}. */
class CacheSettingsResolverTests {

	@Test
	void cacheWithoutSettingsHasTheBuiltInOnes() {
		CacheSettings settings = resolve("entity-cache.caches.product=");

		assertThat(settings.name()).isEqualTo("product");
		assertThat(settings.keyAttributes()).isEmpty();
		assertThat(settings.ttl()).hasMinutes(10);
		assertThat(settings.grace()).isZero();
		assertThat(settings.absentTtl()).hasSeconds(10);
		assertThat(settings.ttlJitter()).isEqualTo(0.1);
		assertThat(settings.loadOnMiss()).isTrue();
		assertThat(settings.loadTimeout()).hasSeconds(5);
		assertThat(settings.loadLease()).isZero();
		assertThat(settings.level1()).isEqualTo(new CacheSettings.Level1(true, Duration.ofMinutes(10), 10_000));
		assertThat(settings.level2()).isEqualTo(new CacheSettings.Level2(true, Duration.ofMinutes(10)));
		assertThat(settings.share()).isEqualTo(Share.COPY);
		assertThat(settings.consistency()).isEqualTo(Consistency.STRICT);
		assertThat(settings.replicaLag()).isZero();
		assertThat(settings.onWrite()).isEqualTo(OnWrite.EVICT);
		assertThat(settings.warmUp()).isEqualTo(WarmUp.NONE);
		assertThat(settings.sync()).isEqualTo(CacheSettings.Sync.DEFAULTS);
		assertThat(settings.refresh())
			.isEqualTo(new CacheSettings.Refresh(Duration.ZERO, Duration.ofSeconds(10), false, Duration.ZERO));
	}

	@Test
	void everyPropertyOfTheCacheGoesBeforeTheDefault() {
		CacheSettings settings = resolve("entity-cache.defaults.ttl=1m", "entity-cache.defaults.grace=2m",
				"entity-cache.defaults.load-timeout=3s", "entity-cache.caches.product.load-lease=700ms",
				"entity-cache.caches.product.ttl=4m", "entity-cache.caches.product.load-on-miss=false",
				"entity-cache.caches.product.ttl-jitter=0", "entity-cache.caches.product.share=shared",
				"entity-cache.caches.product.consistency=after-commit",
				"entity-cache.caches.product.level2.enabled=false", "entity-cache.caches.product.replica-lag=2s",
				"entity-cache.caches.product.key-attributes=sku,ean,sku", "entity-cache.defaults.warm-up=full",
				"entity-cache.caches.product.warm-up=last-used", "entity-cache.defaults.sync.attribute=changed",
				"entity-cache.caches.product.sync.page-size=7", "entity-cache.defaults.sync.overlap=2s",
				"entity-cache.caches.product.refresh-interval=1m", "entity-cache.caches.product.refresh-after=30s",
				"entity-cache.defaults.refresh-only-when-used=true");

		assertThat(settings.warmUp()).isEqualTo(WarmUp.LAST_USED);
		assertThat(settings.sync()).isEqualTo(new CacheSettings.Sync("changed", Duration.ofSeconds(2), 7));
		assertThat(settings.refresh()).isEqualTo(
				new CacheSettings.Refresh(Duration.ofMinutes(1), Duration.ofSeconds(10), true, Duration.ofSeconds(30)));
		assertThat(settings.ttl()).hasMinutes(4);
		assertThat(settings.grace()).hasMinutes(2);
		assertThat(settings.loadTimeout()).hasSeconds(3);
		assertThat(settings.loadLease()).hasMillis(700);
		assertThat(settings.loadOnMiss()).isFalse();
		assertThat(settings.ttlJitter()).isZero();
		assertThat(settings.share()).isEqualTo(Share.SHARED);
		assertThat(settings.consistency()).isEqualTo(Consistency.AFTER_COMMIT);
		assertThat(settings.replicaLag()).hasSeconds(2);
		assertThat(settings.level1().enabled()).isTrue();
		assertThat(settings.level2().enabled()).isFalse();
		assertThat(settings.keyAttributes()).containsExactly("sku", "ean");
	}

	@Test
	void levelsLiveAsLongAsTheirOwnTtlElseTheDefaultElseTtl() {
		CacheSettings settings = resolve("entity-cache.defaults.ttl=10m", "entity-cache.defaults.level1.ttl=1m",
				"entity-cache.caches.product.level2.ttl=1h");

		assertThat(settings.level1().ttl()).hasMinutes(1);
		assertThat(settings.level2().ttl()).hasHours(1);
	}

	@Test
	void defaultOfALevelDoesNotGoBeyondTheTtlOfTheCache() {
		CacheSettings settings = resolve("entity-cache.defaults.level2.ttl=1h", "entity-cache.caches.product.ttl=30s");

		assertThat(settings.level1().ttl()).hasSeconds(30);
		assertThat(settings.level2().ttl()).hasSeconds(30);
	}

	@ParameterizedTest
	@CsvSource({ "1,2,3,4,4", "1,2,3,,3", "1,2,,,2", "1,,,,1", ",,,,10000", "1,2,,4,4" })
	void sizeIsThatOfTheCacheBeforeThatOfTheDefaults(String defaults, String defaultLevel, String own, String ownLevel,
			long expected) {
		CacheSettings settings = resolve(line("entity-cache.defaults.maximum-size", defaults),
				line("entity-cache.defaults.level1.maximum-size", defaultLevel),
				line("entity-cache.caches.product.maximum-size", own),
				line("entity-cache.caches.product.level1.maximum-size", ownLevel));

		assertThat(settings.level1().maximumSize()).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "caches.product.ttl,0s,positive", "caches.product.ttl,-1m,positive", "defaults.ttl,0s,positive",
			"caches.product.grace,-1s,negative", "defaults.grace,-1s,negative",
			"caches.product.absent-ttl,-1s,negative", "caches.product.load-timeout,0s,positive",
			"caches.product.load-lease,-1s,negative", "caches.product.replica-lag,-1s,negative",
			"caches.product.level1.ttl,0s,positive", "defaults.level2.ttl,-5s,positive",
			"caches.product.ttl-jitter,1.0,below 1", "defaults.ttl-jitter,-0.1,at least 0",
			"caches.product.maximum-size,0,positive", "defaults.maximum-size,-1,positive",
			"caches.product.level1.maximum-size,0,positive", "defaults.level1.maximum-size,0,positive" })
	void wrongValueIsRefusedByTheNameOfItsProperty(String property, String value, String reason) {
		String name = "entity-cache." + property;

		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class)
			.isThrownBy(() -> resolve(name + "=" + value))
			.satisfies((ex) -> {
				assertThat(ex.property()).isEqualTo(name);
				assertThat(ex.value()).isNotNull();
				assertThat(ex.reason()).contains(reason);
				assertThat(ex.action()).isNotBlank();
			});
	}

	@Test
	void switchedOffMeansThatNeitherLevelIsThere() {
		CacheSettings settings = resolve("entity-cache.enabled=false");

		assertThat(settings.level1().enabled()).isFalse();
		assertThat(settings.level2().enabled()).isFalse();
	}

	private static String line(String property, String value) {
		return (value != null) ? property + "=" + value : "other=";
	}

	private static CacheSettings resolve(String... lines) {
		return new CacheSettingsResolver(BoundProperties.of(lines), "product").resolve();
	}

}
