package io.entitycache.cluster;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Which node does work that one node of the cluster is enough for, and what a node leaves
 * behind for others. Losing any of it costs work and never correctness. Implementations
 * are naive: they throw {@link io.entitycache.tier.SharedLevelException} when they cannot
 * do what they are asked, within their command timeout. Safe for use by several threads.
 */
public interface Coordination {

	/** Of a node that is alone. It remembers nothing. */
	Coordination ALONE = new AloneCoordination();

	/**
	 * Takes the lease if it has no holder. All nodes take a lease of one name for the
	 * same life, and a lease that lives longer than that is cut to it.
	 * @param holder names whoever takes it, differently each time
	 * @return whether the holder has it now
	 */
	boolean acquire(String lease, String holder, Duration life);

	/** Prolongs the lease if the holder still has it, and tells whether. */
	boolean renew(String lease, String holder, Duration life);

	/** Gives the lease up, if the holder still has it. */
	void release(String lease, String holder);

	/** Who holds the lease, {@code null} if nobody does. */
	@Nullable String holder(String lease);

	/**
	 * Leaves a note, in place of the one of the same name.
	 * @param content not empty, and no longer than two megabytes
	 */
	void leave(String note, byte[] content, Duration life);

	/** The note, {@code null} if there is none. */
	byte @Nullable [] note(String note);

}
