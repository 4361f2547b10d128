package io.entitycache.testsupport;

/**
 * The Redis server that tests share which neither break nor empty it.
 */
public final class RedisTestServers {

	private RedisTestServers() {
	}

	/**
	 * Returns this JVM's shared server, started on first use. Each test stays within a
	 * namespace of its own and never stops, freezes or flushes the server.
	 * @return the shared server
	 */
	public static RedisTestServer shared() {
		return Holder.SERVER;
	}

	private static final class Holder {

		private static final RedisTestServer SERVER = RedisTestServer.start();

	}

}
