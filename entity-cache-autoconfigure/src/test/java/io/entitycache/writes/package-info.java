/**
 * Every way of writing a row, against a cache that holds it.
 */
@NullMarked
package io.entitycache.writes;

import org.jspecify.annotations.NullMarked;
