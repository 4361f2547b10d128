package io.entitycache.sample;

import java.util.List;

import io.entitycache.CacheStatistics;
import io.entitycache.testsupport.RedisTestServers;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An instance that is stopped and started again. */
class RestartTests {

	private final ShopServers servers = ShopServers.on(RedisTestServers.shared(), "restart");

	@Test
	void restartedInstanceIsServedFromRedis() {
		List<String> paths = List.of("/products/1", "/products/by-sku/SKU-00002", "/products/by-barcode/4000000000003");
		List<Answer> before;
		try (ShopInstance instance = this.servers.startInstance()) {
			before = paths.stream().map(instance::get).toList();
		}
		changeDatabaseUnseen();

		try (ShopInstance instance = this.servers.startInstance()) {
			assertThat(paths).map(instance::get).isEqualTo(before);
			CacheStatistics statistics = instance.statistics("product");
			assertThat(statistics.level2Hits()).isPositive();
			assertThat(statistics.loads()).isZero();
		}
	}

	// Whoever asked the database now would get another answer.
	private void changeDatabaseUnseen() {
		new JdbcTemplate(new DriverManagerDataSource(this.servers.database().jdbcUrl(),
				this.servers.database().username(), this.servers.database().password()))
			.update("update product set name = 'Changed by nobody we know' where id in (1, 2, 3)");
	}

}
