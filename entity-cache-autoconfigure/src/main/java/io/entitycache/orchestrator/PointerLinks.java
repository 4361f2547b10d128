package io.entitycache.orchestrator;

import java.util.concurrent.ThreadLocalRandom;

import io.entitycache.Cached;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.CacheRegion;
import io.entitycache.tier.LocalEntry;
import io.entitycache.tier.LocalLink;
import org.jspecify.annotations.Nullable;

/**
 * The short way from a pointer in level 1 to the entry of its row, which is known to have
 * the pointer's value: neither of the two entries ever changes.
 *
 * @param <ID> the type of the entity's id
 */
final class PointerLinks<ID> {

	/* So often level 1 is asked all the same, as it keeps what it is asked for most. */

	private static final int ASKED = 16;

	private final CacheRegion<ID, EntityState> entities;

	PointerLinks(CacheRegion<ID, EntityState> entities) {
		this.entities = entities;
	}

	/** The row's entry, counted as a hit; {@code null} if level 1 has to be asked. */
	@SuppressWarnings("unchecked")
	@Nullable Cached<EntityState> follow(LocalEntry<ID> pointer, long now) {
		LocalLink<EntityState> link = (LocalLink<EntityState>) pointer.view();
		ID id = pointer.value();
		if (link == null || id == null || ThreadLocalRandom.current().nextInt(ASKED) == 0) {
			return null;
		}
		return this.entities.hit(id, link, now);
	}

	/** Notes that the row's entry has the pointer's value. */
	void note(LocalEntry<ID> pointer, @Nullable Cached<EntityState> found) {
		if (found instanceof LocalEntry<EntityState> entry && pointer.view() != entry.link()) {
			pointer.view(entry.link());
		}
	}

}
