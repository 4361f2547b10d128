package io.entitycache;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Takes the entities of one cache out and in. Needs Jackson, but for {@link #preload}.
 *
 * @param <T> the entity's type
 */
public interface CacheSnapshots<T> {

	/**
	 * What level 1 holds fresh, as lines of JSON: a header, one line per entity, and an
	 * end. Each line is made when it is asked for.
	 */
	Stream<String> export(SnapshotExpiry expiry);

	/**
	 * Takes exported lines into the cache, up to its maximum size. What is invalidated
	 * meanwhile is not kept, just as if it had been loaded.
	 * @param lines the lines, one after another
	 * @param trust whether the database is asked
	 * @throws SnapshotException if a line is not what it should be, or the lines are of
	 * another cache or of another version of the entity
	 * @throws IllegalStateException inside a transaction that may write, or that has a
	 * snapshot of its own
	 */
	ImportResult importFrom(Stream<String> lines, SnapshotTrust trust);

	/**
	 * Takes entities into the cache, up to its maximum size, that the source reads from
	 * the database when it is asked for them and not before. What is invalidated
	 * meanwhile is not kept, just as if it had been loaded.
	 * @param source gives the entities as they are committed; the stream is closed
	 * @throws IllegalStateException inside a transaction that may write, or that has a
	 * snapshot of its own
	 */
	ImportResult preload(Supplier<? extends Stream<? extends T>> source);

}
