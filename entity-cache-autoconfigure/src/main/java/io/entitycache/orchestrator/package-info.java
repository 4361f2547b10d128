/**
 * Builds the caches from their settings and runs their life cycle.
 */
@NullMarked
package io.entitycache.orchestrator;

import org.jspecify.annotations.NullMarked;
