/**
 * The application as it is before a change of its entity.
 */
@NullMarked
package io.entitycache.reliability.before;

import org.jspecify.annotations.NullMarked;
