package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class StandardFormTests {

	private static Object read(byte[] bytes, ByteForm form) {
		ByteSource in = new ByteSource(bytes);
		Object value = form.read(in);
		assertThat(in.remaining()).isZero();
		return value;
	}

	private static byte[] write(Object value, ByteForm form) {
		ByteSink out = new ByteSink(0);
		form.write(value, out);
		return out.toByteArray();
	}

	@Test
	void everyInstantComesBack() {
		for (long seconds : new long[] { 0, 1, -1, (1L << 33) - 1, 1L << 33, -(1L << 33), -(1L << 33) - 1,
				Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond() }) {
			for (int nanos : new int[] { 0, 1, 999_999_999 }) {
				Instant instant = Instant.ofEpochSecond(seconds, nanos);

				assertThat(read(write(instant, StandardForm.INSTANT), StandardForm.INSTANT)).isEqualTo(instant);
			}
		}
		assertThat(write(Instant.parse("2026-01-01T00:00:00.123456789Z"), StandardForm.INSTANT)).hasSize(8);
	}

	@Test
	void everyNumberComesBackWithItsScale() {
		BigInteger large = BigInteger.TEN.pow(18);
		for (int scale : new int[] { 0, 2, 126, 127, 128, -1, Integer.MAX_VALUE, Integer.MIN_VALUE }) {
			for (BigInteger unscaled : new BigInteger[] { BigInteger.ZERO, BigInteger.ONE, BigInteger.valueOf(-12345),
					large.subtract(BigInteger.ONE), large, large.negate(), BigInteger.valueOf(Long.MIN_VALUE),
					BigInteger.TEN.pow(40) }) {
				BigDecimal number = new BigDecimal(unscaled, scale);

				assertThat(read(write(number, StandardForm.BIG_DECIMAL), StandardForm.BIG_DECIMAL)).isEqualTo(number);
			}
		}
		assertThat(write(new BigDecimal("12.34"), StandardForm.BIG_DECIMAL)).hasSize(3);
	}

	@Test
	void numberOfAnUnknownFormIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(new byte[] { -1, 0 }, StandardForm.BIG_DECIMAL));
	}

	@Test
	void constantsAreNumbersThatTheNameOfTheFormGivesAMeaning() {
		EnumForm days = new EnumForm(DayOfWeek.class);

		for (DayOfWeek day : DayOfWeek.values()) {
			assertThat(write(day, days)).hasSize(1);
			assertThat(read(write(day, days), days)).isSameAs(day);
		}
		assertThat(days.describe()).contains("DayOfWeek", "MONDAY, TUESDAY")
			.isNotEqualTo(new EnumForm(Month.class).describe());
		IntStream.of(7, 127)
			.forEach((number) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> read(new byte[] { (byte) number }, days)));
	}

}
