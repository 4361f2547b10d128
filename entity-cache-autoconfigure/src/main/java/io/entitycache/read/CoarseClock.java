package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * The time as a thread of its own has last seen it, which costs a reader one field: to
 * ask the real clock takes longer than all the rest of a hit, as the processor first
 * waits for everything it has begun. It is behind by the resolution at most, and by the
 * time that its thread waits for a processor. While the thread does not run, the real
 * clock answers.
 */
public final class CoarseClock implements Ticker {

	private final Ticker exact;

	private final long resolution;

	private volatile long now;

	private volatile @Nullable Thread thread;

	/**
	 * Creates a clock that is not started.
	 * @param exact the real clock
	 * @param resolution how often it is looked at; zero for always
	 */
	public CoarseClock(Ticker exact, Duration resolution) {
		this.exact = exact;
		this.resolution = resolution.toNanos();
	}

	@Override
	public long read() {
		return (this.thread != null) ? this.now : this.exact.read();
	}

	/** Starts the thread, if there is anything for it to do. */
	public synchronized void start() {
		if (this.resolution == 0 || this.thread != null) {
			return;
		}
		Thread started = new Thread(this::run, "entity-cache-clock");
		started.setDaemon(true);
		this.now = this.exact.read();
		this.thread = started;
		try {
			started.start();
		}
		catch (Error ex) {
			// There are no more threads to have.
			this.thread = null;
		}
	}

	/** Stops the thread. */
	public synchronized void stop() {
		Thread running = this.thread;
		this.thread = null;
		LockSupport.unpark(running);
	}

	private void run() {
		try {
			while (this.thread == Thread.currentThread()) {
				this.now = this.exact.read();
				LockSupport.parkNanos(this, this.resolution);
			}
		}
		finally {
			ended();
		}
	}

	// Time must not stand still, whatever has ended the thread.
	private synchronized void ended() {
		if (this.thread == Thread.currentThread()) {
			this.thread = null;
		}
	}

}
