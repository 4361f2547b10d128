/**
 * What callers see while Redis is gone, and while two versions of an application run.
 */
@NullMarked
package io.entitycache.reliability;

import org.jspecify.annotations.NullMarked;
