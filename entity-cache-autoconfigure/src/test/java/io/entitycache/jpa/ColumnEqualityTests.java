package io.entitycache.jpa;

import java.math.BigDecimal;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnEqualityTests {

	@Test
	void decimalsAreEqualByValue() {
		ColumnEquality.Canonical canonical = ColumnEquality.ofDecimals(2).canonical();
		assertThat(canonical.apply(new BigDecimal("1.50"))).isEqualTo(canonical.apply(new BigDecimal("1.5")))
			.isNotEqualTo(canonical.apply(new BigDecimal("1.51")));
		assertThat(canonical.apply(new BigDecimal("100"))).hasToString("100");
		assertThat(canonical.apply(new BigDecimal("1E+1000000000"))).hasToString("1E+1000000000");
		assertThat(canonical.apply(new BigDecimal("0.00"))).hasToString("0");
	}

	@Test
	void whatTheDatabaseWouldRoundIsNotSure() {
		assertThat(ColumnEquality.ofDecimals(2).canonical().apply(new BigDecimal("1.005"))).isNull();
		assertThat(ColumnEquality.ofDecimals(null).canonical().apply(new BigDecimal("1.005"))).isNotNull();
		assertThat(ColumnEquality.ofTimes(3).canonical().apply(Instant.parse("2026-01-01T00:00:00.1234Z"))).isNull();
		assertThat(ColumnEquality.ofTimes(3).canonical().apply(Instant.parse("2026-01-01T00:00:00.123Z"))).isNotNull();
		assertThat(ColumnEquality.ofTimes(0).canonical().apply(Instant.parse("2026-01-01T00:00:00.1Z"))).isNull();
	}

	@Test
	void onlyPlainLettersAreSureToDifferInCaseAlone() {
		ColumnEquality.Canonical canonical = ColumnEquality.CASE.canonical();
		assertThat(canonical.apply("FOO")).isEqualTo(canonical.apply("foo"));
		assertThat(canonical.apply("foo ")).isNotEqualTo(canonical.apply("foo"));
		assertThat(canonical.apply("f\u00f6\u00f6")).isNull();
		assertThat(canonical.apply("f\u0000")).isNull();
		assertThat(ColumnEquality.CASE_AND_TRAILING_BLANKS.canonical().apply("FOO  ")).isEqualTo("foo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "utf8mb4_general_ci", "utf8mb4_unicode_ci", "utf8mb4_uca1400_ai_ci", "latin1_swedish_ci",
			"utf8mb3_unicode_520_ci" })
	void collationsThatIgnoreCaseAndBlanks(String collation) {
		assertThat(Collations.equality(collation)).isEqualTo(ColumnEquality.CASE_AND_TRAILING_BLANKS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "utf8mb4_turkish_ci", "utf8mb4_danish_ci", "utf8mb4_uca1400_as_cs", "utf8mb4_0900_as_cs",
			"utf8mb4_german2_ci" })
	void collationsOfLanguagesAreNotKnown(String collation) {
		assertThat(Collations.equality(collation)).isEqualTo(ColumnEquality.UNKNOWN);
	}

	@Test
	void collationsThatCompareBytesDifferInBlanks() {
		assertThat(Collations.equality("utf8mb4_bin")).isEqualTo(ColumnEquality.TRAILING_BLANKS);
		assertThat(Collations.equality("utf8mb4_nopad_bin")).isEqualTo(ColumnEquality.JAVA);
		assertThat(Collations.equality("utf8mb4_0900_bin")).isEqualTo(ColumnEquality.JAVA);
		assertThat(Collations.equality("utf8mb4_0900_ai_ci")).isEqualTo(ColumnEquality.CASE);
	}

}
