package io.entitycache;

/**
 * The shared level could not be told of a change before its commit, and
 * {@code entity-cache.redis.on-unreachable} is {@code reject}: the transaction is rolled
 * back and may be tried again.
 */
public class InvalidationRejectedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public InvalidationRejectedException(Throwable cause) {
		super("The transaction was not committed: the shared cache level could not be told of its changes "
				+ "and 'entity-cache.redis.on-unreachable' is 'reject'", cause);
	}

}
