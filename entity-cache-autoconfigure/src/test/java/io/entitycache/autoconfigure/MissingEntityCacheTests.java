package io.entitycache.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.entitycache.EntityCache;
import io.entitycache.autoconfigure.shop.Coupon;
import io.entitycache.autoconfigure.shop.Customer;
import io.entitycache.autoconfigure.shop.OrderLine;
import io.entitycache.autoconfigure.shop.Product;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of what is said when a cache that is to be injected is not there. */
class MissingEntityCacheTests {

	private final AtomicReference<BeanFactory> beanFactory = new AtomicReference<>();

	private final ApplicationContextRunner runner = ShopContext.runner()
		.withInitializer((context) -> this.beanFactory.set(context.getBeanFactory()))
		.withPropertyValues("entity-cache.caches.product=");

	@Test
	void cacheThatIsNotConfiguredIsShownWithItsYaml() {
		this.runner.withBean(NeedsOrderLines.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());

			assertThat(analysis.getDescription())
				.contains("Parameter 0 of constructor in " + NeedsOrderLines.class.getName())
				.contains("required an 'EntityCache<OrderLine, Key>', a cache of the entity "
						+ OrderLine.class.getName() + " with ids of type " + OrderLine.Key.class.getName())
				.contains("The cache is not configured.");
			assertThat(analysis.getAction().lines()).containsExactly("Add it to the configuration:", "",
					"    entity-cache:", "      caches:", "        order-line: {}");
		});
	}

	@Test
	void wrongTypeOfIdIsShownWithTheRightOne() {
		this.runner.withBean(NeedsProductsByInteger.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());

			assertThat(analysis.getDescription()).contains("'EntityCache<Product, Integer>'")
				.contains(
						"The ids of the entity are of type java.lang.Long, as its repository 'productRepository' says.");
			assertThat(analysis.getAction()).startsWith("Inject 'EntityCache<Product, Long>'").contains("product: {}");
		});
	}

	@Test
	void entityWithoutRepositoryIsToldApart() {
		this.runner.withBean(NeedsCoupons.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());

			assertThat(analysis.getDescription())
				.contains(Coupon.class.getName() + " is an entity, but no Spring Data JPA repository is for it.");
			assertThat(analysis.getAction()).contains("interface CouponRepository extends JpaRepository<Coupon, Long>")
				.contains("coupon: {}");
		});
	}

	@Test
	void classThatIsNoEntityIsToldApart() {
		this.runner.withBean(NeedsTexts.class)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("java.lang.String is not a JPA entity."));
	}

	@Test
	void otherBeansAreNotOurs() {
		this.runner.withBean(NeedsAnything.class).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(find(context.getStartupFailure())).isNull();
		});
	}

	@Test
	void analyzerComesBeforeTheOneThatKnowsLess() {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, new StandardEnvironment())
				.and(BeanFactory.class, new org.springframework.beans.factory.support.DefaultListableBeanFactory()),
					(type, name, failure) -> {
					});

		List<String> names = analyzers.stream().map((analyzer) -> analyzer.getClass().getSimpleName()).toList();
		assertThat(names).contains("NoSuchBeanDefinitionFailureAnalyzer");
		assertThat(names.indexOf("MissingEntityCacheFailureAnalyzer")).isNotNegative()
			.isLessThan(names.indexOf("NoSuchBeanDefinitionFailureAnalyzer"));
	}

	private FailureAnalysis analyze(@Nullable Throwable failure) {
		FailureAnalysis analysis = find(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private @Nullable FailureAnalysis find(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		return new MissingEntityCacheFailureAnalyzer(this.beanFactory.get()).analyze(failure);
	}

	record NeedsOrderLines(EntityCache<OrderLine, OrderLine.Key> orderLines) {
	}

	record NeedsProductsByInteger(EntityCache<Product, Integer> products) {
	}

	record NeedsCoupons(EntityCache<Coupon, Long> coupons) {
	}

	record NeedsTexts(EntityCache<String, Long> texts) {
	}

	record NeedsAnything(Customer customer) {
	}

}
