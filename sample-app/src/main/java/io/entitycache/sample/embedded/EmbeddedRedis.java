package io.entitycache.sample.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

import org.springframework.util.FileSystemUtils;

/**
 * A real Redis server on a free port of the loopback interface, which keeps nothing on
 * disk and lives as long as this object is open.
 */
final class EmbeddedRedis implements AutoCloseable {

	static final String HOST = "127.0.0.1";

	private static final int ATTEMPTS = 3;

	private final Path directory;

	private final RedisServer server;

	EmbeddedRedis() throws IOException {
		this.directory = Files.createTempDirectory("entity-cache-sample");
		File executable = ExecutableProvider.newJarResourceProvider(this.directory.toFile()).get();
		this.server = start(executable);
	}

	private static RedisServer start(File executable) throws IOException {
		for (int attempt = 1;; attempt++) {
			try {
				RedisServer server = RedisServer.newRedisServer()
					.executableProvider(() -> executable)
					.port(freePort())
					.bind(HOST)
					.setting("save \"\"")
					.build();
				server.start();
				return server;
			}
			catch (IOException ex) {
				// Somebody else may have taken the port.
				if (attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	int port() {
		return this.server.ports().get(0);
	}

	@Override
	public void close() {
		try {
			this.server.stop();
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
