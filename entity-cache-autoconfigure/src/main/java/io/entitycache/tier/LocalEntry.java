package io.entitycache.tier;

import java.util.concurrent.TimeUnit;

import io.entitycache.Cached;
import org.jspecify.annotations.Nullable;

/**
 * An entry of level 1: one object, as each one more would be one more place in memory
 * that a hit has to wait for. Times are nanoseconds of the tier's ticker.
 *
 * @param <V> the value's type
 */
public final class LocalEntry<V> extends Cached<V> {

	private final long fence;

	private final long freshUntil;

	private final float lifeMillis;

	private final float graceMillis;

	private volatile @Nullable Object view;

	private @Nullable LocalLink<V> link;

	/**
	 * Creates a new instance.
	 * @param cached the value or the absence
	 * @param fence the fence time of the load it comes from
	 * @param loadedAt when the load it comes from began; kept in whole milliseconds
	 * before {@code freshUntil}, which is 24 days later at most
	 * @param freshUntil until when it is fresh
	 * @param deadAt from when on it is not used at all
	 */
	public LocalEntry(Cached<V> cached, long fence, long loadedAt, long freshUntil, long deadAt) {
		super(cached.value());
		this.fence = fence;
		this.freshUntil = (deadAt - freshUntil < 0) ? deadAt : freshUntil;
		// Rather too long ago: what was loaded earlier is trusted for a shorter time.
		this.lifeMillis = notLess(TimeUnit.NANOSECONDS.toMillis(this.freshUntil - loadedAt + 999_999));
		this.graceMillis = notMore(TimeUnit.NANOSECONDS.toMillis(deadAt - this.freshUntil));
	}

	private static float notLess(long millis) {
		float nearest = millis;
		return ((long) nearest < millis) ? Math.nextUp(nearest) : nearest;
	}

	private static float notMore(long millis) {
		float nearest = millis;
		return ((long) nearest > millis) ? Math.nextDown(nearest) : nearest;
	}

	/** The fence time of the load it comes from. */
	long fence() {
		return this.fence;
	}

	/** When the load it comes from began. */
	long loadedAt() {
		return this.freshUntil - TimeUnit.MILLISECONDS.toNanos((long) this.lifeMillis);
	}

	/** Until when it is fresh. */
	public long freshUntil() {
		return this.freshUntil;
	}

	public boolean isFresh(long now) {
		return now - this.freshUntil < 0;
	}

	boolean isDead(long now) {
		long over = now - this.freshUntil;
		return over >= 0 && over >= TimeUnit.MILLISECONDS.toNanos((long) this.graceMillis);
	}

	/** What its user has made of the value, {@code null} if nothing. */
	public @Nullable Object view() {
		return this.view;
	}

	/** Keeps what its user has made of the value. */
	public void view(Object made) {
		this.view = made;
	}

	/** The way to this entry for as long as level 1 holds it. */
	public synchronized LocalLink<V> link() {
		LocalLink<V> known = this.link;
		if (known == null) {
			known = new LocalLink<>(this);
			this.link = known;
		}
		return known;
	}

	/** Level 1 does not hold it any more, and never will again. */
	synchronized void retire() {
		LocalLink<V> known = this.link;
		if (known != null) {
			known.end();
		}
		this.link = LocalLink.ended();
	}

}
