/**
 * Takes events from the caches to whoever listens, without keeping a cache waiting.
 */
@NullMarked
package io.entitycache.event;

import org.jspecify.annotations.NullMarked;
