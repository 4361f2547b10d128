/**
 * Level 2 and announcements on Redis.
 */
@NullMarked
package io.entitycache.redis;

import org.jspecify.annotations.NullMarked;
