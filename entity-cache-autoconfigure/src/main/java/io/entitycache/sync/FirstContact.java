package io.entitycache.sync;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Gives the shared level a while to be connected after the start, for all caches
 * together: however many of them wait, it is over for all at the same moment.
 */
final class FirstContact {

	/* Without the shared level the rows would reach level 1 alone, and not for long. */
	private static final Duration LONGEST = Duration.ofSeconds(5);

	private final Ticker ticker;

	private volatile long start;

	FirstContact(Ticker ticker) {
		this.ticker = ticker;
		begin();
	}

	/** The while begins now. */
	void begin() {
		this.start = this.ticker.read();
	}

	/** Returns when it is connected, or when the while is over. */
	void await(BooleanSupplier connected) throws InterruptedException {
		while (!connected.getAsBoolean() && this.ticker.read() - this.start < LONGEST.toNanos()) {
			TimeUnit.MILLISECONDS.sleep(10);
		}
	}

}
