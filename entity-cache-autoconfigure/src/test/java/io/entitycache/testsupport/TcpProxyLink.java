package io.entitycache.testsupport;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A client's connection and the one to the server that belongs to it.
 */
final class TcpProxyLink {

	private final SocketChannel client;

	private final SocketChannel server;

	private final TcpProxyFlow toServer;

	private final TcpProxyFlow toClient;

	private TcpProxyLink(SocketChannel client, SocketChannel server) {
		this.client = client;
		this.server = server;
		this.toServer = new TcpProxyFlow(client, server);
		this.toClient = new TcpProxyFlow(server, client);
	}

	static TcpProxyLink open(SocketChannel client, SocketAddress target, Selector selector) throws IOException {
		TcpProxyLink link = new TcpProxyLink(client, SocketChannel.open());
		try {
			for (SocketChannel channel : List.of(client, link.server)) {
				channel.configureBlocking(false);
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				channel.register(selector, 0);
			}
			link.server.connect(target);
			return link;
		}
		catch (IOException ex) {
			link.abort();
			throw ex;
		}
	}

	/**
	 * Moves what can move and says what the selector is to watch for.
	 * @return whether the link is still in use
	 */
	boolean pump(Selector selector, TcpProxyRules rules) {
		try {
			if (!this.server.finishConnect()) {
				watch(selector, 0, SelectionKey.OP_CONNECT);
				return true;
			}
			pumpConnected(selector, rules);
		}
		catch (IOException ex) {
			abort();
			return false;
		}
		boolean over = this.toServer.isDelivered() && this.toClient.isDelivered();
		if (over) {
			close();
		}
		return !over;
	}

	private void pumpConnected(Selector selector, TcpProxyRules rules) throws IOException {
		int clientOps = 0;
		int serverOps = 0;
		// Bytes of a cut direction stay with the sender, as if retransmitted later.
		if (!rules.cutToServer()) {
			this.toServer.pump(rules.delay());
			clientOps |= this.toServer.wantsRead() ? SelectionKey.OP_READ : 0;
			serverOps |= this.toServer.isDue() ? SelectionKey.OP_WRITE : 0;
		}
		if (!rules.cutToClient()) {
			this.toClient.pump(rules.delay());
			serverOps |= this.toClient.wantsRead() ? SelectionKey.OP_READ : 0;
			clientOps |= this.toClient.isDue() ? SelectionKey.OP_WRITE : 0;
		}
		watch(selector, clientOps, serverOps);
	}

	private void watch(Selector selector, int clientOps, int serverOps) {
		this.client.keyFor(selector).interestOps(clientOps);
		this.server.keyFor(selector).interestOps(serverOps);
	}

	long nanosUntilDue(TcpProxyRules rules) {
		long toServer = rules.cutToServer() ? Long.MAX_VALUE : this.toServer.nanosUntilDue();
		long toClient = rules.cutToClient() ? Long.MAX_VALUE : this.toClient.nanosUntilDue();
		return Math.min(toServer, toClient);
	}

	/**
	 * Resets both connections.
	 */
	void abort() {
		for (SocketChannel channel : List.of(this.client, this.server)) {
			try {
				channel.setOption(StandardSocketOptions.SO_LINGER, 0);
			}
			catch (IOException ex) {
				// Its peer has been faster.
			}
		}
		close();
	}

	private void close() {
		for (SocketChannel channel : List.of(this.client, this.server)) {
			try {
				channel.close();
			}
			catch (IOException ex) {
				// Nobody is left to whom it would matter.
			}
		}
	}

}
