/**
 * One way to read products for each peer, and for the entity cache.
 */
@NullMarked
package io.entitycache.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
