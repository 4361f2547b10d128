/**
 * What is there before anybody asks: memory, and time to start. And what many ask for at
 * once.
 */
@NullMarked
package io.entitycache.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
