/**
 * Sees the statements that run on a data source's connections.
 */
@NullMarked
package io.entitycache.jdbc;

import org.jspecify.annotations.NullMarked;
