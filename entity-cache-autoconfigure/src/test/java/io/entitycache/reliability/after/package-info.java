/**
 * The application with the changed entity.
 */
@NullMarked
package io.entitycache.reliability.after;

import org.jspecify.annotations.NullMarked;
