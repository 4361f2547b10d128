/**
 * The products of the shop: read through their cache, changed through their repository.
 */
@NullMarked
package io.entitycache.sample.catalog;

import org.jspecify.annotations.NullMarked;
