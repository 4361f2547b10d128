/**
 * Announcements between nodes: their order, their gaps, and how long level 1 may be
 * trusted.
 */
@NullMarked
package io.entitycache.cluster;

import org.jspecify.annotations.NullMarked;
