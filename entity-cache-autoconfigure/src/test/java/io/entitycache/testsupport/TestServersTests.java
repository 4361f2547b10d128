package io.entitycache.testsupport;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = TestServersTests.Application.class)
@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataRedisAutoConfiguration.class })
class TestServersTests {

	@DynamicPropertySource
	static void servers(DynamicPropertyRegistry registry) {
		TestServers.registerRedis(registry);
		TestServers.registerPostgres(registry, "test_servers");
	}

	@Test
	void applicationUsesItsDatabase(@Autowired DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.getCatalog()).isEqualTo("test_servers");
		}
	}

	@Test
	void applicationUsesTheSharedRedis(@Autowired StringRedisTemplate template) {
		template.opsForValue().set("test-servers:key", "value");

		assertThat(RedisTestServers.shared().keys("test-servers:")).containsExactly("test-servers:key");
	}

	@Test
	void lettuceRunsWithoutPoolAsInProduction(@Autowired LettuceConnectionFactory factory) {
		assertThat(factory.getClientConfiguration()).isNotInstanceOf(LettucePoolingClientConfiguration.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
