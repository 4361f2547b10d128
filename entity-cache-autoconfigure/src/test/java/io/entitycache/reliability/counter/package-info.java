/**
 * Rows that only ever count up.
 */
@NullMarked
package io.entitycache.reliability.counter;

import org.jspecify.annotations.NullMarked;
