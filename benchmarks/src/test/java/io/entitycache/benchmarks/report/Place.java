package io.entitycache.benchmarks.report;

/**
 * A row in a variant.
 *
 * @param row the row
 * @param variant the variant
 */
public record Place(Row row, Variant variant) {

}
