package io.entitycache;

import java.time.Duration;

/** A load that another thread runs did not end within the load timeout. */
public class LoadTimeoutException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String cache;

	public LoadTimeoutException(String cache, Duration timeout) {
		super("The load that other callers of cache '%s' wait for did not end within %s ('load-timeout')"
			.formatted(cache, timeout));
		this.cache = cache;
	}

	/** The name of the cache. */
	public String cache() {
		return this.cache;
	}

}
