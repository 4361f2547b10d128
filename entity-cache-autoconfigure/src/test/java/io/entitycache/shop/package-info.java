/**
 * A small application that several tests run on one or two nodes.
 */
@NullMarked
package io.entitycache.shop;

import org.jspecify.annotations.NullMarked;
