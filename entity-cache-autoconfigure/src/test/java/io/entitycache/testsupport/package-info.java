/**
 * Fixtures that other modules share through the test jar.
 */
@NullMarked
package io.entitycache.testsupport;

import org.jspecify.annotations.NullMarked;
