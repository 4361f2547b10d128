package io.entitycache.equality;

import org.jspecify.annotations.Nullable;

/** A row with a name. */
public interface Named {

	@Nullable String getName();

	void setName(String newName);

}
