/**
 * What a writing transaction pays, and how soon other nodes know of it.
 */
@NullMarked
package io.entitycache.benchmarks.writes;

import org.jspecify.annotations.NullMarked;
