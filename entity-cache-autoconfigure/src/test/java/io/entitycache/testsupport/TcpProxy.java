package io.entitycache.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Stands between a client and a server on the loopback interface and plays a bad network.
 * A change is in force when its method returns.
 */
public final class TcpProxy implements AutoCloseable {

	private static final String HOST = "127.0.0.1";

	private static final int MAX_LINKS = 64;

	private static final int MAX_ORDERS = 16;

	private static final int PORT_ATTEMPTS = 10;

	private static final Duration ORDER_LIMIT = Duration.ofSeconds(5);

	private final BlockingQueue<FutureTask<?>> orders = new ArrayBlockingQueue<>(MAX_ORDERS);

	// From here on confined to the proxy's thread once it runs.

	private final List<TcpProxyLink> links = new ArrayList<>();

	private final Selector selector;

	private final int port;

	private InetSocketAddress target;

	private @Nullable ServerSocketChannel listener;

	private TcpProxyRules rules = TcpProxyRules.HEALTHY;

	private TcpProxy(InetSocketAddress target) throws IOException {
		this.target = target;
		this.selector = Selector.open();
		this.port = listenOnFreePort();
	}

	/**
	 * Starts a proxy on a free port.
	 * @param server where to forward to
	 * @return the running proxy
	 */
	public static TcpProxy to(RedisTestServer server) {
		return to(server.host(), server.port());
	}

	/**
	 * Starts a proxy on a free port.
	 * @param host the host to forward to
	 * @param port the port to forward to
	 * @return the running proxy
	 */
	public static TcpProxy to(String host, int port) {
		try {
			TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port));
			Thread thread = new Thread(proxy::run, "entity-cache-test-proxy-" + proxy.port);
			thread.setDaemon(true);
			thread.start();
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private int listenOnFreePort() throws IOException {
		for (int attempt = 1;; attempt++) {
			int free = TestPorts.free();
			try {
				listen(free);
				return free;
			}
			catch (BindException ex) {
				if (attempt == PORT_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	public String host() {
		return HOST;
	}

	public int port() {
		return this.port;
	}

	/**
	 * Returns the number of connections that clients have through this proxy.
	 * @return the number
	 */
	public int connections() {
		return order(this.links::size);
	}

	/**
	 * Delays all bytes, in each direction, from now on.
	 * @param delay how long a byte travels one way
	 */
	public void delay(Duration delay) {
		change(() -> this.rules = this.rules.withDelay(delay));
	}

	/**
	 * Lets nothing pass from the clients to the server. Connections stay open and can be
	 * opened; what was cut off arrives after {@link #heal()}.
	 */
	public void cutClientToServer() {
		change(() -> this.rules = this.rules.withCutToServer());
	}

	/**
	 * Lets nothing pass from the server to the clients. Connections stay open and can be
	 * opened; what was cut off arrives after {@link #heal()}.
	 */
	public void cutServerToClient() {
		change(() -> this.rules = this.rules.withCutToClient());
	}

	/**
	 * Resets all connections and refuses new ones.
	 */
	public void drop() {
		order(() -> {
			close(this.listener);
			this.listener = null;
			reset();
			return true;
		});
	}

	/**
	 * Resets all connections but takes new ones.
	 */
	public void resetConnections() {
		order(() -> {
			reset();
			return true;
		});
	}

	/**
	 * Ends every delay, cut and refusal.
	 */
	public void heal() {
		order(() -> {
			this.rules = TcpProxyRules.HEALTHY;
			if (this.listener == null) {
				listen(this.port);
			}
			return true;
		});
	}

	/**
	 * Sends new connections to another port; those that exist stay where they are.
	 * @param newPort the port
	 */
	public void forwardTo(int newPort) {
		change(() -> this.target = new InetSocketAddress(this.target.getHostString(), newPort));
	}

	@Override
	public void close() {
		if (this.selector.isOpen()) {
			drop();
			order(() -> {
				this.selector.close();
				return true;
			});
		}
	}

	private void change(Runnable change) {
		order(() -> {
			change.run();
			return true;
		});
	}

	private <T> T order(Callable<T> order) {
		Assert.state(this.selector.isOpen(), "The proxy is closed");
		FutureTask<T> task = new FutureTask<>(order);
		this.orders.add(task);
		this.selector.wakeup();
		try {
			return task.get(ORDER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("The proxy did not do as told", ex);
		}
	}

	private void run() {
		try {
			while (this.selector.isOpen()) {
				this.selector.select(millisUntilDue());
				this.selector.selectedKeys().clear();
				accept();
				this.links.removeIf((link) -> !link.pump(this.selector, this.rules));
				follow();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// After the selector's key set was dealt with: an order may close channels.
	private void follow() {
		for (FutureTask<?> order = this.orders.poll(); order != null; order = this.orders.poll()) {
			order.run();
			if (this.selector.isOpen()) {
				this.selector.wakeup();
			}
		}
	}

	private long millisUntilDue() {
		long nanos = this.links.stream()
			.mapToLong((link) -> link.nanosUntilDue(this.rules))
			.min()
			.orElse(Long.MAX_VALUE);
		// Zero would mean for ever; a full receiver is due, too, but wakes the selector.
		return (nanos == Long.MAX_VALUE) ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
	}

	private void listen(int port) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		try {
			channel.bind(new InetSocketAddress(HOST, port));
			channel.configureBlocking(false);
			channel.register(this.selector, SelectionKey.OP_ACCEPT);
			this.listener = channel;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	private void accept() throws IOException {
		ServerSocketChannel channel = this.listener;
		SocketChannel client = (channel != null) ? channel.accept() : null;
		for (; client != null; client = channel.accept()) {
			if (this.links.size() == MAX_LINKS) {
				client.close();
				continue;
			}
			connect(client);
		}
	}

	private void connect(SocketChannel client) {
		try {
			this.links.add(TcpProxyLink.open(client, this.target, this.selector));
		}
		catch (IOException ex) {
			// The client sees the reset, which is all a proxy can tell it.
		}
	}

	private void reset() throws IOException {
		this.links.forEach(TcpProxyLink::abort);
		this.links.clear();
		// A registered channel is closed for good only when its key is taken out.
		this.selector.selectNow();
	}

	private static void close(@Nullable ServerSocketChannel channel) throws IOException {
		if (channel != null) {
			channel.close();
		}
	}

}
