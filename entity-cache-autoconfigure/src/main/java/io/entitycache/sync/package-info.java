/**
 * Reading a table into its cache: sync, warm-up and refresh.
 */
@NullMarked
package io.entitycache.sync;

import org.jspecify.annotations.NullMarked;
