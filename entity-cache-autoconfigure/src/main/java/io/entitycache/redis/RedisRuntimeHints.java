package io.entitycache.redis;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Takes the scripts into a native image. */
public final class RedisRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (RedisScript script : RedisScript.values()) {
			hints.resources()
				.registerPattern(RedisScript.class.getPackageName().replace('.', '/') + '/' + script.file());
		}
	}

}
