/**
 * The two levels: level 1 behind its fill fence, and the contract of level 2.
 */
@NullMarked
package io.entitycache.tier;

import org.jspecify.annotations.NullMarked;
