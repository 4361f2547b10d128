/**
 * The servers that the sample brings along, so that it runs without any installed.
 */
@NullMarked
package io.entitycache.sample.embedded;

import org.jspecify.annotations.NullMarked;
