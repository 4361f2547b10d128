package io.entitycache.read;

import java.time.Duration;

import io.entitycache.tier.SharedView.Position;
import io.entitycache.transaction.Moment;
import org.jspecify.annotations.Nullable;

/**
 * The right to fill, taken before a load reads anything, or before the transaction began
 * whose snapshot it reads.
 *
 * @param fence the fence time
 * @param position the shared position this node had applied
 * @param reservedAt the shared level's time in milliseconds when it was asked before the
 * load, {@code null} if it was not or did not answer
 * @param takenAt this node's time, in nanoseconds
 */
public record FillTicket(long fence, Position position, @Nullable Long reservedAt, long takenAt) implements Moment {

	/** The same, for what is as old as if it had been loaded that much earlier. */
	public FillTicket earlier(Duration by) {
		return new FillTicket(this.fence, this.position, this.reservedAt, this.takenAt - by.toNanos());
	}

	FillTicket reserved(@Nullable Long serverTime) {
		return new FillTicket(this.fence, this.position, serverTime, this.takenAt);
	}

}
