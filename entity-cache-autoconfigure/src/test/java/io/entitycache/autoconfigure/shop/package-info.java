/**
 * Entities and repositories for the tests of the wiring.
 */
@NullMarked
package io.entitycache.autoconfigure.shop;

import org.jspecify.annotations.NullMarked;
