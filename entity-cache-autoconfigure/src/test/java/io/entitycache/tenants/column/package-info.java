/**
 * A column tells whose row it is.
 */
@NullMarked
package io.entitycache.tenants.column;

import org.jspecify.annotations.NullMarked;
