package io.entitycache;

/** A snapshot that cannot be imported. What came before the line may be cached. */
public class SnapshotException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final long line;

	public SnapshotException(long line, String reason) {
		super("Line %d of the snapshot: %s".formatted(line, reason));
		this.line = line;
	}

	/** The number of the line, from 1. */
	public long line() {
		return this.line;
	}

}
