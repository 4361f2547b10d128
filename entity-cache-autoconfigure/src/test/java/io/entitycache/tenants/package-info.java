/**
 * Applications whose rows belong to tenants.
 */
@NullMarked
package io.entitycache.tenants;

import org.jspecify.annotations.NullMarked;
