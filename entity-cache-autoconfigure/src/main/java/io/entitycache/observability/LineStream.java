package io.entitycache.observability;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;

/** The bytes of lines, each of which is made when its turn comes. */
final class LineStream extends InputStream {

	private final Iterator<String> lines;

	private byte[] current = {};

	private int position;

	LineStream(Iterator<String> lines) {
		this.lines = lines;
	}

	@Override
	public int read() {
		return advance() ? this.current[this.position++] & 0xFF : -1;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (length == 0) {
			return 0;
		}
		if (!advance()) {
			return -1;
		}
		int count = Math.min(length, this.current.length - this.position);
		System.arraycopy(this.current, this.position, bytes, offset, count);
		this.position += count;
		return count;
	}

	private boolean advance() {
		if (this.position == this.current.length && this.lines.hasNext()) {
			this.current = (this.lines.next() + '\n').getBytes(StandardCharsets.UTF_8);
			this.position = 0;
		}
		return this.position < this.current.length;
	}

}
