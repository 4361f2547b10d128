package io.entitycache.jpa;

/** Something cannot be included in the copies of an entity. */
public class InvalidIncludeException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String path;

	private final String reason;

	InvalidIncludeException(String path, String reason) {
		super("'%s' cannot be included: %s".formatted(path, reason));
		this.path = path;
		this.reason = reason;
	}

	/** The path that was to be included. */
	public String path() {
		return this.path;
	}

	/** Why it cannot be. */
	public String reason() {
		return this.reason;
	}

}
