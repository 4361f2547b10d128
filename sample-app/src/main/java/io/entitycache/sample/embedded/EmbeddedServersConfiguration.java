package io.entitycache.sample.embedded;

import java.io.IOException;
import java.sql.SQLException;

import org.h2.tools.Server;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * Starts Redis with the sample, and lets a second instance reach the database in this
 * one's memory.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!external")
class EmbeddedServersConfiguration {

	@Bean
	EmbeddedRedis embeddedRedis() throws IOException {
		return new EmbeddedRedis();
	}

	// The connection factory needs these details, and they the server: it is up before
	// the first connection and down after the last.
	@Bean
	DataRedisConnectionDetails embeddedRedisConnectionDetails(EmbeddedRedis redis) {
		return new DataRedisConnectionDetails() {

			@Override
			public Standalone getStandalone() {
				return Standalone.of(EmbeddedRedis.HOST, redis.port());
			}

		};
	}

	/** Takes connections from this machine only. */
	@Bean(initMethod = "start", destroyMethod = "stop")
	Server databaseServer() throws SQLException {
		return Server.createTcpServer("-tcpPort", "0", "-tcpDaemon");
	}

}
