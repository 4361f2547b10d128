package io.entitycache.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;

import redis.embedded.core.ExecutableProvider;

/**
 * The Redis binary to start: the one named by the system property
 * {@code embedded.redis.executable}, else the one that embedded-redis carries for this
 * platform.
 */
final class RedisExecutable {

	private RedisExecutable() {
	}

	static File file() {
		return Holder.FILE;
	}

	private static File locate() {
		try {
			if (System.getProperty(ExecutableProvider.PROPERTY_EXECUTABLE_LOCATION) != null) {
				return ExecutableProvider.newSystemPropertyProvider().get();
			}
			File directory = JvmLifetime.newDirectory("redis-binary").toFile();
			return ExecutableProvider.newJarResourceProvider(directory).get();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Holder {

		private static final File FILE = locate();

	}

}
