/**
 * The lines of an exported cache, in JSON.
 */
@NullMarked
package io.entitycache.snapshot;

import org.jspecify.annotations.NullMarked;
