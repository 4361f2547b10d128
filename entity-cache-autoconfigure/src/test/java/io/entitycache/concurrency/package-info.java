/**
 * Races that a checker looks for in all orders that a few threads can come in.
 */
@NullMarked
package io.entitycache.concurrency;

import org.jspecify.annotations.NullMarked;
