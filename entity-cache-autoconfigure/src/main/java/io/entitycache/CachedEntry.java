package io.entitycache;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the levels hold of one entity, for people who look into a cache.
 *
 * @param id the entity's id, {@code null} if it was looked for by a key attribute and is
 * not known
 * @param level the first level that holds it, {@code null} if none does
 * @param freshness how fresh level 1's entry is
 * @param absent whether it is remembered that there is no such row
 * @param version the value of the entity's version attribute, {@code null} if it has none
 * @param attributes the attributes' values in a form to be shown: texts, numbers,
 * booleans, lists of those and {@code null}; of associations the id
 * @param <ID> the type of the id
 */
public record CachedEntry<ID>(@Nullable ID id, @Nullable Level level, Freshness freshness, boolean absent,
		@Nullable Object version, Map<String, @Nullable Object> attributes) {
}
