package io.entitycache.autoconfigure;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that what stops the start is told in words that help. */
class FailureAnalysisTests {

	private static final String SECRET = "s3cr3t-pa55word";

	// Lazy, so that most failures need no persistence unit.
	private final ApplicationContextRunner runner = ShopContext.withRedis()
		.withInitializer(
				(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
		.withPropertyValues("spring.data.redis.password=" + SECRET, "spring.application.name=shop",
				"spring.datasource.hikari.data-source-properties.secret=" + SECRET);

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					caches.produkt=                       | caches.produkt               | 'client', 'orderLine', 'product', 'stock' | Rename the cache
					caches.product.ttl=0s                 | caches.product.ttl           | must be positive                          | above zero
					defaults.ttl=-5m                      | defaults.ttl                 | must be positive                          | above zero
					caches.product.ttl=106752d            | caches.product.ttl           | longer than a hundred years (36500d)      | means something
					defaults.refresh-interval=999999999d  | defaults.refresh-interval    | longer than a hundred years (36500d)      | means something
					redis.max-staleness=106752d           | redis.max-staleness          | longer than a hundred years (36500d)      | means something
					caches.product.grace=-1s              | caches.product.grace         | must not be negative                      | '0s'
					caches.product.ttl-jitter=2           | caches.product.ttl-jitter    | at least 0 and below 1                    | 0.1
					caches.product.maximum-size=0         | caches.product.maximum-size  | must be positive                          | level1.enabled
					caches.product.key-attributes=skuu    | caches.product.key-attributes | Its unique attributes: 'sku'       | Use one of
					caches.product.key-attributes=title   | caches.product.key-attributes | not unique                               | @Column(unique = true)
					caches.product.key-attributes=title   | caches.product.key-attributes | the database has no unique index         | 'entity-cache.caches.product.unique-attributes'
					caches.product.unique-attributes=sku  | caches.product.unique-attributes | none of the cache's key attributes    | Add it to 'key-attributes'
					caches.product.include=parts          | caches.product.include       | no association of this name               | Use names of associations
					caches.product.share=shared           | caches.product.share         | same instance                             | '@Immutable'
					caches.product.level1.ttl=11m         | caches.product.level1.ttl    | 'level1.ttl' (11m) must not exceed 'level2.ttl' (10m) | raise 'level2.ttl'
					caches.product.load-timeout=60s       | caches.product.load-timeout  | 'entity-cache.redis.tombstone-ttl' (1m)   | Lower 'load-timeout'
					caches.product.replica-lag=60s        | caches.product.replica-lag   | 'entity-cache.redis.pending-ttl' (1m)     | Lower 'replica-lag'
					caches.product.sync.attribute=title   | caches.product.sync.attribute | no attribute 'title' that is a point in time | every sync read every row
					caches.product.sync.page-size=0       | caches.product.sync.page-size | must be positive                         | such as 1000
					caches.product.refresh-interval=5s    | caches.product.refresh-interval | 'refresh-minimum-gap' (10s)            | turns the refresh off
					caches.product.refresh-after=10m      | caches.product.refresh-after | must be shorter than 'level1.ttl' (10m)   | Lower 'refresh-after'
					redis.tombstone-ttl=5s                | caches.product.load-timeout  | 'entity-cache.redis.tombstone-ttl' (5s)   | raise 'entity-cache.redis.tombstone-ttl'
					redis.pending-ttl=30s                 | redis.pending-ttl            | 'pending-ttl' (30s) must be longer than 'tombstone-ttl' (1m) | lower 'tombstone-ttl'
					redis.max-staleness=1s                | redis.max-staleness          | 'check-interval' (1s)                     | Raise 'max-staleness'
					redis.command-timeout=0s              | redis.command-timeout        | must be positive                          | above zero
					clock-resolution=2s                   | clock-resolution             | by a second at most                       | such as '10ms'
					clock-resolution=-1ms                 | clock-resolution             | by a second at most                       | such as '10ms'
					namespace={a}                         | namespace                    | letters, digits                           | 'shop'
					""")
	void wrongPropertyIsNamedWithWhatThereIsAndWhatToDo(String line, String property, String reason, String action) {
		this.runner.withPropertyValues("entity-cache.caches.product=", "entity-cache." + line).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());

			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription())
				.contains("Property: entity-cache." + property + System.lineSeparator())
				.contains(reason)
				.doesNotContain(SECRET);
			assertThat(analysis.getAction()).contains(action).doesNotContain(SECRET);
			assertThat(context.getStartupFailure()).hasStackTraceContaining("entity-cache");
			assertThat(stackTrace(context.getStartupFailure())).doesNotContain(SECRET);
		});
	}

	@Test
	void bothLevelsOffIsNoCache() {
		this.runner
			.withPropertyValues("entity-cache.caches.product.level1.enabled=false",
					"entity-cache.caches.product.level2.enabled=false")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("Neither level is enabled"));
	}

	@Test
	void everyMistakeIsToldAtOnceWithItsOrigin() {
		AtomicReference<Environment> environment = new AtomicReference<>();
		this.runner.withInitializer((context) -> environment.set(context.getEnvironment()))
			.withPropertyValues("entity-cache.caches.produkt=", "entity-cache.caches.coupon=",
					"entity-cache.caches.product.ttl=0s", "entity-cache.caches.product.grace=-1s",
					"entity-cache.caches.stock.ttl-jitter=2", "entity-cache.redis.read-timeout=0s",
					"entity-cache.defaults.maximum-size=0", "entity-cache.caches.client.load-timeout=5")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidEntityCacheConfigurationFailureAnalyzer(environment.get())
					.analyze(context.getStartupFailure());

				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription().lines().filter((line) -> line.contains("Property: ")))
					.extracting((line) -> line.replace("    Property: entity-cache.", ""))
					.containsExactlyInAnyOrder("caches.produkt", "caches.coupon", "caches.product.ttl",
							"caches.product.grace", "caches.stock.ttl-jitter", "redis.read-timeout",
							"defaults.maximum-size", "caches.client.load-timeout");
				assertThat(analysis.getDescription().lines().filter((line) -> line.contains("Origin: "))).hasSize(8);
				assertThat(analysis.getAction()).contains("'entity-cache.caches.produkt': Rename the cache")
					.contains("'entity-cache.caches.product.ttl': Set it to a duration above zero")
					.contains("'entity-cache.redis.read-timeout': ");
			});
	}

	@Test
	void everyMistakeInTheMappingIsToldAtOnce() {
		this.runner
			.withPropertyValues("entity-cache.caches.product.key-attributes=skuu",
					"entity-cache.caches.product.share=shared", "entity-cache.caches.client.include=parts")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription()
				.lines()
				.filter((line) -> line.contains("Property: "))).hasSize(3));
	}

	@Test
	void entityWithoutRepositoryIsToldFromANameThatIsNone() {
		this.runner.withPropertyValues("entity-cache.caches.coupon=").run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains(
					"io.entitycache.autoconfigure.shop.Coupon is an entity, but no Spring Data JPA repository is for it");
			assertThat(analysis.getAction()).contains("interface CouponRepository extends JpaRepository<Coupon, …>");
		});
	}

	@Test
	void durationWithoutUnitIsRefused() {
		this.runner.withPropertyValues("entity-cache.caches.product.ttl=600").run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("Property: entity-cache.caches.product.ttl")
				.contains("Value: 600")
				.contains("A number without a unit counts milliseconds, so that this is 0.6 s");
			assertThat(analysis.getAction()).isEqualTo("Give it a unit, such as '600s' or '600ms'.");
		});
	}

	@Test
	void zeroNeedsNoUnit() {
		this.runner
			.withPropertyValues("entity-cache.caches.product.grace=0", "entity-cache.caches.product.maximum-size=600")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void applicationThatSharesItsCachesNeedsAName() {
		this.runner.withPropertyValues("spring.application.name=", "entity-cache.caches.product=").run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("Property: entity-cache.namespace")
				.contains("neither this property nor 'spring.application.name' is set");
			assertThat(analysis.getAction()).contains("Set 'spring.application.name', or 'entity-cache.namespace'");
		});
	}

	@Test
	void applicationWithoutLevel2NeedsNoName() {
		this.runner
			.withPropertyValues("spring.application.name=", "entity-cache.redis.enabled=false",
					"entity-cache.caches.product=")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void originOfThePropertyIsTold() {
		AtomicReference<Environment> environment = new AtomicReference<>();
		this.runner.withInitializer((context) -> environment.set(context.getEnvironment()))
			.withPropertyValues("entity-cache.caches.product.ttl=0s")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidEntityCacheConfigurationFailureAnalyzer(environment.get())
					.analyze(context.getStartupFailure());

				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("Value: 0s")
					.contains("Origin: \"entity-cache.caches.product.ttl\" from property source \"test\"");
			});
	}

	@Test
	void settingThatDoesNotExistStopsTheStart() {
		this.runner.withPropertyValues("entity-cache.caches.product.tll=5m")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(UnboundConfigurationPropertiesException.class)
				.hasMessageContaining("entity-cache.caches.product.tll"));
	}

	@Test
	void durationThatIsNoneStopsTheStart() {
		this.runner.withPropertyValues("entity-cache.caches.product.ttl=soon")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("entity-cache.caches.product.ttl"));
	}

	@Test
	void timesOfTheSharedLevelDoNotMatterWithoutIt() {
		ShopContext.runner()
			.withPropertyValues("entity-cache.caches.product.load-timeout=2m",
					"entity-cache.caches.product.level1.ttl=1h")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void analyzerIsRegistered() {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, new StandardEnvironment()),
					(type, name, failure) -> {
					});

		assertThat(analyzers).hasAtLeastOneElementOfType(InvalidEntityCacheConfigurationFailureAnalyzer.class);
	}

	private static @Nullable FailureAnalysis analyze(Throwable failure) {
		return new InvalidEntityCacheConfigurationFailureAnalyzer(new StandardEnvironment()).analyze(failure);
	}

	private static String stackTrace(Throwable failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

}
