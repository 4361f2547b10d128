/**
 * The changes that Hibernate makes, seen on real databases.
 */
@NullMarked
package io.entitycache.jpa.changes;

import org.jspecify.annotations.NullMarked;
