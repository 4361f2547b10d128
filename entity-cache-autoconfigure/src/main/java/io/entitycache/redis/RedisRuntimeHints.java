package io.entitycache.redis;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Takes the scripts into a native image. */
public final class RedisRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		String folder = RedisScript.class.getPackageName().replace('.', '/') + '/';
		for (RedisScript script : RedisScript.values()) {
			script.files().forEach((file) -> hints.resources().registerPattern(folder + file));
		}
	}

}
