/**
 * Runs a group of benchmarks in rounds, and writes it as a table of ratios.
 */
@NullMarked
package io.entitycache.benchmarks.report;

import org.jspecify.annotations.NullMarked;
