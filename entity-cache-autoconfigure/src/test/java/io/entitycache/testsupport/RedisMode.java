package io.entitycache.testsupport;

import java.util.List;

/**
 * What the Redis binary is started as.
 */
enum RedisMode {

	SERVER, SENTINEL;

	List<String> arguments() {
		return (this == SENTINEL) ? List.of("--sentinel") : List.of();
	}

}
