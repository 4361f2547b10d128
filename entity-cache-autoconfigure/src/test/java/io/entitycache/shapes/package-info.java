/** A sample of the ways in which entities are mapped, each with a cache. */
@NullMarked
package io.entitycache.shapes;

import org.jspecify.annotations.NullMarked;
