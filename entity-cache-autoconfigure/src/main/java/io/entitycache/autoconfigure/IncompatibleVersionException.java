package io.entitycache.autoconfigure;

/** The application uses a version of a library that the entity cache was not made for. */
final class IncompatibleVersionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	IncompatibleVersionException(String description, String action) {
		super(description);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
