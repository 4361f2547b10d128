/**
 * Starts, stops and restarts of whole applications.
 */
@NullMarked
package io.entitycache.lifecycle;

import org.jspecify.annotations.NullMarked;
