package io.entitycache;

import java.time.Duration;

/**
 * The database did not answer the caller's own load within the load timeout: a statement
 * took too long, or no connection was free. Never thrown because the load of another
 * thread or process takes too long.
 */
public class LoadTimeoutException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String cache;

	public LoadTimeoutException(String cache, Duration timeout, Throwable cause) {
		super("The database did not answer a load of cache '%s' within %s ('load-timeout')".formatted(cache, timeout),
				cause);
		this.cache = cache;
	}

	/** The name of the cache. */
	public String cache() {
		return this.cache;
	}

}
