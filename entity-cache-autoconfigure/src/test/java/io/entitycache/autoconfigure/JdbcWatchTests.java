package io.entitycache.autoconfigure;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.jdbc.WatchedDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.jdbc.health.DataSourceHealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@code entity-cache.jdbc.watch}. */
@ExtendWith(OutputCaptureExtension.class)
class JdbcWatchTests {

	private static final String UNWATCHED = "JDBC statements are not watched";

	private final ApplicationContextRunner runner = ShopContext.runner()
		.withConfiguration(AutoConfigurations.of(JdbcTemplateAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class, MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, DataSourcePoolMetricsAutoConfiguration.class))
		.withPropertyValues("entity-cache.caches.product.key-attributes=sku");

	@Test
	void dataSourceIsLeftAloneUnlessItIsToBeWatched() {
		this.runner.run((context) -> {
			assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
			assertThat(titleAfterUpdate(context)).isEqualTo("Apple");
		});
	}

	@Test
	void watchedDataSourceInvalidatesWhatJdbcChanges(CapturedOutput output) {
		this.runner.withPropertyValues("entity-cache.jdbc.watch=true").run((context) -> {
			assertThat(context.getBean(DataSource.class)).isInstanceOf(WatchedDataSource.class);
			assertThat(titleAfterUpdate(context)).isEqualTo("Apricot");
		});
		assertThat(output).doesNotContain(UNWATCHED);
	}

	@Test
	void poolIsFoundByMetricsAndHealth() {
		this.runner.withPropertyValues("entity-cache.jdbc.watch=true").run((context) -> {
			DataSource dataSource = context.getBean(DataSource.class);
			assertThat(DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class, HikariDataSource.class))
				.isNotNull();
			assertThat(context.getBean(MeterRegistry.class).find("hikaricp.connections.max").gauge()).isNotNull();
			assertThat(new DataSourceHealthIndicator(dataSource).health().getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void targetsOfARoutingDataSourceAreWatched() {
		this.runner.withPropertyValues("entity-cache.jdbc.watch=true")
			.withUserConfiguration(Routing.class)
			.run((context) -> {
				assertThat(titleAfterUpdate(context)).isEqualTo("Apricot");
				new JdbcTemplate(context.getBean("target", DataSource.class))
					.update("update product set title = 'Avocado'");
				assertThat(title(context)).isEqualTo("Avocado");
			});
	}

	@Test
	void dataSourceThatBelongsToNoCachedEntityIsWarnedOf(CapturedOutput output) {
		ShopContext.runner()
			.withPropertyValues("entity-cache.jdbc.watch=true")
			.run((context) -> assertThat(context).hasNotFailed());

		assertThat(output).containsOnlyOnce(UNWATCHED);
	}

	@Test
	void unknownStatementIsNamedOnceWithoutItsValues(CapturedOutput output) {
		this.runner.withPropertyValues("entity-cache.jdbc.watch=true").run((context) -> {
			JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
			jdbc.execute("create table secret_1 (id int default 4711)");
			jdbc.execute("drop table secret_1");
			jdbc.execute("create table secret_1 (id int default 4712)");
		});

		assertThat(output).containsOnlyOnce("'create table secret_1 (id int default ?)'").doesNotContain("default 471");
	}

	private static String titleAfterUpdate(ApplicationContext context) {
		context.getBean(ProductRepository.class).save(new Product(1, "a", "Apple"));
		assertThat(title(context)).isEqualTo("Apple");
		context.getBean(JdbcTemplate.class)
			.batchUpdate("update product set title = ?", List.<Object[]>of(new Object[] { "Apricot" }));
		return title(context);
	}

	private static String title(ApplicationContext context) {
		return context.getBean(EntityCaches.class).get(Product.class, Long.class).findById(1L).orElseThrow().getTitle();
	}

	@Configuration(proxyBeanMethods = false)
	static class Routing {

		@Bean
		HikariDataSource target() {
			HikariDataSource target = new HikariDataSource();
			target.setJdbcUrl("jdbc:h2:mem:routed;DB_CLOSE_DELAY=-1");
			return target;
		}

		@Bean
		@Primary
		DataSource routing(@Qualifier("target") DataSource target) {
			AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {

				@Override
				protected Object determineCurrentLookupKey() {
					return "target";
				}

			};
			routing.setTargetDataSources(Map.of("target", target));
			return routing;
		}

	}

}
