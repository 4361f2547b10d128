package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeanValuesTests {

	private final LeanValues values = new LeanValues(2);

	@Test
	void equalTextsOfOneAttributeAreOne() {
		Object first = lean(new String("GAMES"), null);

		assertThat(lean(new String("GAMES"), null)).isSameAs(first);
	}

	@Test
	void otherTextsStayAsTheyAre() {
		lean("GAMES", null);

		for (int i = 0; i < 1_000; i++) {
			assertThat(lean("GAMES" + i, null)).isEqualTo("GAMES" + i);
		}
	}

	@Test
	void longTextsAreNotRemembered() {
		String text = "a".repeat(33);

		assertThat(lean(new String(text), null)).isNotSameAs(lean(new String(text), null));
	}

	@Test
	void attributeWhoseTextsDoNotRepeatIsLeftAlone() {
		for (int i = 0; i < 1_024; i++) {
			lean("SKU-" + i, null);
		}

		assertThat(lean(new String("SKU"), null)).isNotSameAs(lean(new String("SKU"), null));
	}

	@Test
	void attributesAreApart() {
		for (int i = 0; i < 1_024; i++) {
			lean("SKU-" + i, null);
		}
		Object[] first = this.values.lean(new Object[] { "a", new String("GAMES") });

		assertThat(this.values.lean(new Object[] { "b", new String("GAMES") })[1]).isSameAs(first[1]);
	}

	@Test
	void numbersAreEqualWithTheSameScale() {
		BigDecimal price = new BigDecimal(new BigInteger("-1050"), 2);

		assertThat(lean(price, null)).isEqualTo(price).isNotSameAs(price);
		assertThat(lean(new BigDecimal("1E+3"), null)).isEqualTo(new BigDecimal("1E+3"));
	}

	@Test
	void longNumbersStayAsTheyAre() {
		BigDecimal number = new BigDecimal("1234567890123456789.5");

		assertThat(lean(number, null)).isSameAs(number);
	}

	@Test
	void numbersOfATypeOfTheirOwnStayAsTheyAre() {
		BigDecimal money = new Money("10.50");

		assertThat(lean(money, null)).isSameAs(money);
	}

	private Object lean(Object first, Object second) {
		return this.values.lean(new Object[] { first, second })[0];
	}

	private static final class Money extends BigDecimal {

		private static final long serialVersionUID = 1;

		Money(String text) {
			super(text);
		}

	}

}
