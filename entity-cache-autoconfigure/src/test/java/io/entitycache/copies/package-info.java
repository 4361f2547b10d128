/**
 * Copies of entities whose classes do something of their own with what they are loaded
 * with.
 */
@NullMarked
package io.entitycache.copies;

import org.jspecify.annotations.NullMarked;
