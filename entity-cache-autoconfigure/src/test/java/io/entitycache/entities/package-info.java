/**
 * What an application sees of entity caches, on two nodes with a real database and a real
 * Redis.
 */
@NullMarked
package io.entitycache.entities;

import org.jspecify.annotations.NullMarked;
