/**
 * Several processes on one Redis and one database, with faults, and a checker that reads
 * everything they saw.
 */
@NullMarked
package io.entitycache.history;

import org.jspecify.annotations.NullMarked;
