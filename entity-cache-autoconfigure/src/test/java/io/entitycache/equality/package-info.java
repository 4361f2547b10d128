/** Caches whose keys the database compares in another way than Java. */
@NullMarked
package io.entitycache.equality;

import org.jspecify.annotations.NullMarked;
