package io.entitycache.benchmarks.shop;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;

/** A small application as users write it. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableCaching
public class ShopApplication {

	/**
	 * Starts the application against the servers of this run.
	 * @param properties settings beyond those of every application here
	 */
	static ConfigurableApplicationContext start(Map<String, String> properties) {
		SpringApplication application = new SpringApplicationBuilder(ShopApplication.class).web(WebApplicationType.NONE)
			.build();
		application.setDefaultProperties(new HashMap<>(allProperties(properties)));
		return application.run();
	}

	private static Map<String, String> allProperties(Map<String, String> properties) {
		Servers servers = Servers.current();
		Map<String, String> all = new HashMap<>(
				Map.of("spring.datasource.url", servers.jdbcUrl(), "spring.datasource.username", servers.username(),
						"spring.datasource.password", servers.password(), "spring.data.redis.host", servers.redisHost(),
						"spring.data.redis.port", String.valueOf(servers.redisPort())));
		all.putAll(Map.of("spring.jpa.open-in-view", "false", "spring.jpa.hibernate.ddl-auto", "none",
				"spring.data.redis.repositories.enabled", "false", "spring.data.redis.lettuce.pool.enabled", "false",
				"spring.cache.type", "none", "spring.main.banner-mode", "off", "logging.level.root", "warn",
				"spring.application.name", "benchmarks"));
		all.putAll(properties);
		return all;
	}

}
