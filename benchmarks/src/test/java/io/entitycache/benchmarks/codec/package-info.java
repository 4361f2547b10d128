/**
 * What it costs to turn a product into bytes and back.
 */
@NullMarked
package io.entitycache.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
