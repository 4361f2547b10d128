/**
 * Measures the entity cache and its peers side by side, on the same rows and in the same
 * run.
 */
@NullMarked
package io.entitycache.benchmarks;

import org.jspecify.annotations.NullMarked;
