/**
 * Visits every order in which the steps of writers, readers and peers can happen, on the
 * real classes of the protocol, and checks in every state what the caches promise.
 */
@NullMarked
package io.entitycache.exploration;

import org.jspecify.annotations.NullMarked;
