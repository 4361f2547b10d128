package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/** Is an entity because a mapping file says so. */
class MappedByFile {

	@Nullable Long id;

	@Nullable String code;

	@Nullable String serial;

	@Nullable String label;

	@Nullable String shelf;

	@Nullable String place;

}
