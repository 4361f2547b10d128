package io.entitycache.testsupport;

import java.time.Duration;

/**
 * What a {@link TcpProxy} does to the bytes that pass.
 *
 * @param delay how long bytes travel in each direction
 * @param cutToServer whether nothing passes from the clients to the server
 * @param cutToClient whether nothing passes from the server to the clients
 */
record TcpProxyRules(Duration delay, boolean cutToServer, boolean cutToClient) {

	static final TcpProxyRules HEALTHY = new TcpProxyRules(Duration.ZERO, false, false);

	TcpProxyRules withDelay(Duration delay) {
		return new TcpProxyRules(delay, this.cutToServer, this.cutToClient);
	}

	TcpProxyRules withCutToServer() {
		return new TcpProxyRules(this.delay, true, this.cutToClient);
	}

	TcpProxyRules withCutToClient() {
		return new TcpProxyRules(this.delay, this.cutToServer, true);
	}

}
