package io.entitycache.jpa;

import java.time.Duration;
import java.util.Set;

import io.entitycache.jpa.WrittenTables.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class WrittenTablesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^',
			textBlock = """
					update product set name = ?                                          | product
					UPDATE Product SET name = ?                                          | product
					update only product set name = 1                                     | product
					update   product\tset a = 1                                          | product
					update shop.product set a = 1                                        | product
					update "Shop"."Product" set a = 1                                    | product
					update `product` set a = 1                                           | product
					update [dbo].[product] set a = 1                                     | product
					update "order items" set a = 1                                       | order items
					update größe set a = 1                                               | größe
					update product p set a = 1 from other o where o.id = p.id            | product
					update product as p set a = 1                                        | product
					update ignore product set a = 1                                      | product
					update low_priority product set a = 1                                | product
					update p set a = 1 from product p                                    | p,product
					update p set a = 1 from product as p join other o on o.id = p.id     | p,product
					insert into product (id, name) values (1, 'update other set x')      | product
					insert ignore into product values (1)                                | product
					insert or replace into product values (1)                            | product
					insert into product select * from other for update                   | product
					insert into product (id) values (1) on conflict (id) do update set a = 1 | product
					insert into product (id) values (1) on duplicate key update a = 1    | product
					insert into product values ('it''s', ' delete from other ')          | product
					/* delete from other */ update product set a = 1                     | product
					update product set a = 1 -- delete from other                        | product
					with x as (select 1) update product set a = 1                        | product
					with x as (update product set a = 1 returning id), y as (insert into other select id from x) select count(*) from y | product,other
					""")
	void tablesThatAreInsertedIntoOrUpdated(String sql, String tables) {
		WrittenTables written = WrittenTables.of(sql);

		assertThat(written.kind()).isEqualTo(Kind.WRITE);
		assertThat(written.names()).containsExactlyInAnyOrder(tables.split(","));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
			delete from product where id = 1                                     | product
			delete from only product                                             | product
			truncate table product                                               | product
			truncate product                                                     | product
			replace into product values (1)                                      | product
			merge into product p using other o on p.id = o.id when matched then delete | product
			select id from final table (delete from product)                     | product
			with x as (delete from product returning *) select * from x          | product
			with x as (delete from product returning *) insert into other select * from x | product,other
			""")
	void tablesThatMayBeDeletedFrom(String sql, String tables) {
		WrittenTables written = WrittenTables.of(sql);

		assertThat(written.kind()).isEqualTo(Kind.DELETE);
		assertThat(written.names()).containsExactlyInAnyOrder(tables.split(","));
	}

	@ParameterizedTest
	@ValueSource(strings = { "call refresh()", "{call refresh(?)}", "{?=call refresh()}", "exec refresh",
			"do $$ begin update product set a = 1; end $$", "begin update product set a = 1; end;",
			"delete p from product p join other o on o.id = p.id", "delete p, o from product p, other o",
			"delete from product, other using product join other", "update product p join other o set o.a = 1",
			"update product p, other o set o.a = 1", "truncate product cascade", "truncate table product, other",
			"alter table product add x int", "drop table product", "copy product from stdin", "update top (5) product",
			"insert product values (1)", "merge product using other on 1 = 1",
			"update product set a = E'it\\'s' where b = 1", "insert into product values ($$it's$$)" })
	void statementsThatMayWriteToAnything(String sql) {
		assertThat(WrittenTables.of(sql).kind()).isEqualTo(Kind.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "select * from product", "select * from product for update",
			"select * from product for  update of product skip locked", "select * from product for no key update",
			"select * from product p for update nowait", "select 'update product set a = 1'", "values (1)",
			"with x as (select 1) select * from x", "select last_update from product", "select updated from product",
			"show search_path", "select product.update_count from product -- delete from product" })
	void statementsThatOnlyRead(String sql) {
		assertThat(WrittenTables.of(sql)).isEqualTo(WrittenTables.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "set local lock_timeout = 100", "lock table product", "analyze product",
			"comment on table product is 'x'", "savepoint a", "/* x */ set role reader" })
	void updatesThatWriteNoRow(String sql) {
		assertThat(WrittenTables.ofUpdate(sql)).isEqualTo(WrittenTables.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "refresh materialized view x", "select refresh()", "vacuum full", "anything" })
	void updatesThatNobodyKnows(String sql) {
		assertThat(WrittenTables.ofUpdate(sql).kind()).isEqualTo(Kind.UNKNOWN);
	}

	@Test
	void longTextsTakeNeitherStackNorTime() {
		String sql = "insert into product values ('" + "it''s ".repeat(200_000) + "', " + "?, ".repeat(200_000)
				+ "' update other set a = 1')";

		WrittenTables written = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> WrittenTables.of(sql));

		assertThat(written.names()).isEqualTo(Set.of("product"));
	}

	@ParameterizedTest
	@CsvSource({ "product,product", "PRODUCT,product", "shop.product,product", "a.b.Product,product",
			"\"Product\",product", "\"Shop\".\"Product\",product", "`p`,p", "[dbo].[P],p" })
	void namesAreComparedWithoutSchemaQuotesAndCase(String name, String unqualified) {
		assertThat(WrittenTables.unqualified(name)).isEqualTo(unqualified);
	}

}
