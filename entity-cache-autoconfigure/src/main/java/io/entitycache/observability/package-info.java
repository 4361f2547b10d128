/**
 * Meters, health and endpoints.
 */
@NullMarked
package io.entitycache.observability;

import org.jspecify.annotations.NullMarked;
