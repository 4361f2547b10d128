/**
 * The customers of the shop.
 */
@NullMarked
package io.entitycache.sample.customer;

import org.jspecify.annotations.NullMarked;
