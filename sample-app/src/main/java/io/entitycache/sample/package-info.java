/**
 * A small web application that uses the entity cache.
 */
@NullMarked
package io.entitycache.sample;

import org.jspecify.annotations.NullMarked;
