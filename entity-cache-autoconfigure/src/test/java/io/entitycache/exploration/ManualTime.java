package io.entitycache.exploration;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;

/** The processes' time, which passes only when told. */
final class ManualTime implements Ticker {

	private long nanos;

	void advance(Duration duration) {
		this.nanos += duration.toNanos();
	}

	@Override
	public long read() {
		return this.nanos;
	}

}
