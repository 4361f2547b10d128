/**
 * Which package may see which, and where each library lives.
 */
@NullMarked
package io.entitycache.architecture;

import org.jspecify.annotations.NullMarked;
