package io.entitycache.testsupport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a proxied connection: bytes under way, each with its time of arrival.
 */
final class TcpProxyFlow {

	private static final int MAX_UNDER_WAY = 1 << 20;

	private static final int CHUNK = 1 << 16;

	private final SocketChannel from;

	private final SocketChannel to;

	private final Deque<Chunk> underWay = new ArrayDeque<>();

	private int bytesUnderWay;

	private boolean ended;

	private boolean delivered;

	TcpProxyFlow(SocketChannel from, SocketChannel to) {
		this.from = from;
		this.to = to;
	}

	/**
	 * Takes in what the sender has written and hands over what is due.
	 */
	void pump(Duration delay) throws IOException {
		while (wantsRead() && readInto(System.nanoTime() + delay.toNanos())) {
			// Until the sender's buffer is empty.
		}
		while (isDue() && deliverFirst()) {
			// Until the receiver's buffer is full.
		}
	}

	private boolean readInto(long due) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
		int count = this.from.read(bytes);
		if (count == 0) {
			return false;
		}
		this.ended = count < 0;
		this.bytesUnderWay += Math.max(0, count);
		this.underWay.add(new Chunk(due, bytes.flip()));
		return true;
	}

	private boolean deliverFirst() throws IOException {
		Chunk first = this.underWay.element();
		this.bytesUnderWay -= this.to.write(first.bytes());
		if (first.bytes().hasRemaining()) {
			return false;
		}
		this.underWay.remove();
		if (this.ended && this.underWay.isEmpty()) {
			this.to.shutdownOutput();
			this.delivered = true;
		}
		return true;
	}

	boolean wantsRead() {
		return !this.ended && this.bytesUnderWay < MAX_UNDER_WAY;
	}

	/**
	 * Whether bytes are due; after {@link #pump(Duration)} this means that the receiver's
	 * buffer is full.
	 */
	boolean isDue() {
		return nanosUntilDue() <= 0;
	}

	long nanosUntilDue() {
		Chunk first = this.underWay.peek();
		return (first != null) ? first.due() - System.nanoTime() : Long.MAX_VALUE;
	}

	/**
	 * Whether everything, and the end, has arrived.
	 */
	boolean isDelivered() {
		return this.delivered;
	}

	private record Chunk(long due, ByteBuffer bytes) {

	}

}
