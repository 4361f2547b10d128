/**
 * The write path: from a committed change to its removal on every node.
 */
@NullMarked
package io.entitycache.invalidation;

import org.jspecify.annotations.NullMarked;
