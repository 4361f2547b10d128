/**
 * Members that another transaction has moved since they were loaded.
 */
@NullMarked
package io.entitycache.moves;

import org.jspecify.annotations.NullMarked;
