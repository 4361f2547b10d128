package io.entitycache.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds loopback ports for servers that tests stop and start again.
 */
public final class TestPorts {

	// Below the range the kernel takes client ports from: while a server is down, a
	// client that reconnects to such a port could otherwise be connected to itself.
	private static final int LOWEST = 10_000;

	private static final int HIGHEST = 19_999;

	// A Redis Cluster node talks to its peers on the port this much higher.
	private static final int CLUSTER_BUS_OFFSET = 10_000;

	private static final int ATTEMPTS = 200;

	private TestPorts() {
	}

	/**
	 * Returns a port that was free a moment ago. Whoever binds it must be ready to ask
	 * again.
	 * @return a port that was free
	 */
	public static int free() {
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
			if (isFree(port) && isFree(port + CLUSTER_BUS_OFFSET)) {
				return port;
			}
		}
		throw new IllegalStateException("No free port between " + LOWEST + " and " + HIGHEST);
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
