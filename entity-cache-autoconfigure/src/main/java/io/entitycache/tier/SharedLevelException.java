package io.entitycache.tier;

/** The shared level did not do what it was asked, or not in time. */
public class SharedLevelException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public SharedLevelException(String message, Throwable cause) {
		super(message, cause);
	}

	public SharedLevelException(String message) {
		super(message);
	}

}
