/**
 * What happens when many ask for the same missing key at once.
 */
@NullMarked
package io.entitycache.benchmarks.stampede;

import org.jspecify.annotations.NullMarked;
