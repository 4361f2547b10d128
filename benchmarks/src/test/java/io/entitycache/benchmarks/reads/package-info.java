/**
 * Reads of one product and of many, from each level.
 */
@NullMarked
package io.entitycache.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
