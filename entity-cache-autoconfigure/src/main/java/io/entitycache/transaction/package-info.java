/**
 * What the current transaction has changed.
 */
@NullMarked
package io.entitycache.transaction;

import org.jspecify.annotations.NullMarked;
