/**
 * The read path, written once for every face.
 */
@NullMarked
package io.entitycache.read;

import org.jspecify.annotations.NullMarked;
