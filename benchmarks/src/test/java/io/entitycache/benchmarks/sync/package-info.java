/** A whole table, read into a cache. */
@NullMarked
package io.entitycache.benchmarks.sync;

import org.jspecify.annotations.NullMarked;
