package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/**
 * How a column compares, as the database's catalog has it.
 *
 * @param texts how texts are compared, {@code null} if the column holds none or it is not
 * known
 * @param decimals how decimal numbers are compared, likewise
 * @param times how times are compared, likewise
 */
record CatalogColumn(@Nullable ColumnEquality texts, @Nullable ColumnEquality decimals,
		@Nullable ColumnEquality times) {

	static final CatalogColumn UNKNOWN = new CatalogColumn(null, null, null);

	static CatalogColumn ofTexts(ColumnEquality equality) {
		return (equality != ColumnEquality.UNKNOWN) ? new CatalogColumn(equality, null, null) : UNKNOWN;
	}

	static CatalogColumn ofDecimals(@Nullable Integer scale) {
		return new CatalogColumn(null, ColumnEquality.ofDecimals(scale), null);
	}

	static CatalogColumn ofTimes(int digits) {
		return new CatalogColumn(null, null, ColumnEquality.ofTimes(digits));
	}

}
