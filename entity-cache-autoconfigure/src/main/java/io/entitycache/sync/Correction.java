package io.entitycache.sync;

import io.entitycache.Cached;
import io.entitycache.jpa.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * A row of which something else was cached than what the database has.
 *
 * @param before what was cached, {@code null} if that there is no such row
 * @param after what there is, {@code null} if nothing
 */
public record Correction(@Nullable EntityState before, @Nullable EntityState after) {

	static Correction of(Cached<EntityState> before, @Nullable EntityState after) {
		return new Correction(before.value(), after);
	}

}
