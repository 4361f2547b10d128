package io.entitycache.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Bounded waiting for a server to reach a state.
 */
final class Waiting {

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

	private Waiting() {
	}

	/**
	 * Returns once the condition holds; a server that does not answer counts as "not
	 * yet".
	 */
	static void until(String what, Duration limit, Callable<Boolean> condition) {
		long deadline = System.nanoTime() + limit.toNanos();
		while (!holds(condition)) {
			if (System.nanoTime() - deadline > 0) {
				throw new IllegalStateException("Waited " + limit + " in vain until " + what);
			}
			LockSupport.parkNanos(PAUSE);
		}
	}

	private static boolean holds(Callable<Boolean> condition) {
		try {
			return condition.call();
		}
		catch (IOException | UncheckedIOException | RedisReplyException ex) {
			return false;
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
