package io.entitycache.sample.embedded;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.h2.tools.Server;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells how to start a second instance on the database and the Redis of this one. */
@Component
@Profile("!external")
public class SecondInstance {

	private static final Log logger = LogFactory.getLog(SecondInstance.class);

	private static final String IN_THIS_PROCESS = "jdbc:h2:";

	private final String url;

	private final EmbeddedRedis redis;

	private final Server databaseServer;

	SecondInstance(@Value("${spring.datasource.url}") String url, EmbeddedRedis redis, Server databaseServer) {
		this.url = url;
		this.redis = redis;
		this.databaseServer = databaseServer;
	}

	/** What the second instance has to be told. */
	public List<String> arguments() {
		String database = this.url.substring(IN_THIS_PROCESS.length()).split(";")[0];
		return List.of("--spring.profiles.active=external", "--server.port=8081",
				"--spring.datasource.url=jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(this.databaseServer.getPort(),
						database),
				"--spring.datasource.username=sa", "--spring.datasource.password=",
				"--spring.data.redis.port=%d".formatted(this.redis.port()));
	}

	@EventListener(ApplicationReadyEvent.class)
	void tell() {
		logger.info("A second instance:%n./mvnw -q -pl sample-app -am spring-boot:run -Dspring-boot.run.arguments='%s'"
			.formatted(String.join(" ", arguments())));
	}

}
