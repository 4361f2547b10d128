/**
 * What an operation costs in bytes allocated and in commands sent to Redis. Both are
 * counts, the same on every machine.
 */
@NullMarked
package io.entitycache.costs;

import org.jspecify.annotations.NullMarked;
