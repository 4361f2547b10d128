/**
 * Each tenant has a schema of its own.
 */
@NullMarked
package io.entitycache.tenants.schema;

import org.jspecify.annotations.NullMarked;
