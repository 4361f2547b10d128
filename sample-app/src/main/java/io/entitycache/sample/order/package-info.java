/**
 * The orders of the shop.
 */
@NullMarked
package io.entitycache.sample.order;

import org.jspecify.annotations.NullMarked;
