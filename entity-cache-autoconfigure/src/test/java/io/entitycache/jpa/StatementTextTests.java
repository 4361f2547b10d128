package io.entitycache.jpa;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StatementTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			call pay('4111 1111', 17.5)                     | call pay(?, ?)
			call  pay( ? )  -- by 'Ann'                     | call pay( ? )
			do $$ begin perform pay('4111'); end $$         | do ...
			call "Pay"('it''s 3')                           | call ?(??)
			call pay('unfinished                            | call pay(...
			""")
	void textHasNoValuesAndAnEnd(String sql, String expected) {
		assertThat(StatementText.withoutValues(sql)).isEqualTo(expected);
	}

	@Test
	void longTextEnds() {
		assertThat(StatementText.withoutValues("call " + "x".repeat(100))).isEqualTo("call " + "x".repeat(75) + "...");
	}

}
