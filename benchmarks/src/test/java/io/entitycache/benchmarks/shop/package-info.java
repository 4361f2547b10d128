/**
 * The application that is measured: one entity, its repository, and its rows.
 */
@NullMarked
package io.entitycache.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
