package io.entitycache.jpa;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SubqueryTablesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			(select count(*) from Reading r where r.id = {@}.id)                 | reading
			(select 1 from a, b x, shop.c as y where a.i = b.i)                  | a,b,c
			(select 1 from a join b on a.i = b.i left outer join "C d" on 1 = 1) | a,b,c d
			(select max(x) from (select x from t union select x from u) v, w)    | t,u,w
			coalesce((select n from only p), (select m from `q`))                | p,q
			with z as (select 1 from t) select 1 from z                          | t,z
			(select 1 from {h-schema}t where x = 'from ''nothing'' select')      | t
			(select 1 from t /* from u */ where exists (select 2 from [w].[x]))  | t,x
			(select 1 from (a inner join b on 1 = 1) where c in (select d from e)) | a,b,e
			""")
	void everyTableIsNamed(String sql, String tables) {
		assertThat(SubqueryTables.isIn(sql)).isTrue();
		assertThat(SubqueryTables.of(sql)).contains(tables.split(","));
	}

	@ParameterizedTest
	@ValueSource(strings = { "(select x from unnest(y) x)", "(select f(id))", "(select 1 from shop.rows(id))",
			"(select 1 from a, table(f(1)) t)", "(select 1 from a where x = 'it''s)" })
	void textThatDoesNotNameAllTablesIsNotTrusted(String sql) {
		assertThat(SubqueryTables.of(sql)).isNull();
	}

	@Test
	void expressionOfTheRowAloneHasNoSubquery() {
		assertThat(SubqueryTables.isIn("price * 2 || 'select'")).isFalse();
		assertThat(SubqueryTables.isIn("selected")).isFalse();
	}

}
