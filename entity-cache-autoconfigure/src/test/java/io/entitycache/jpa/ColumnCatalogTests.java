package io.entitycache.jpa;

import java.math.BigDecimal;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnCatalogTests {

	@Test
	void postgres() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.postgres(Nothing.class)) {
			execute(unit,
					"create collation folded (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
			execute(unit, "create domain short as varchar(9)");
			execute(unit, "create domain shorter as short");
			execute(unit, """
					create table "Odd" (a varchar(9), b text, c char(9), d varchar(9) collate folded, e shorter,
						f numeric(10,2), g numeric, h timestamp(3), "I" varchar(9) collate "C", j bigint)""");
			Columns columns = new Columns(unit, "\"Odd\"");
			assertThat(columns.texts("a")).isEqualTo(ColumnEquality.JAVA);
			assertThat(columns.texts("b")).isEqualTo(ColumnEquality.JAVA);
			assertThat(columns.texts("c")).isEqualTo(ColumnEquality.TRAILING_BLANKS);
			assertThat(columns.texts("d")).isNull();
			assertThat(columns.texts("e")).isEqualTo(ColumnEquality.JAVA);
			assertThat(columns.texts("\"I\"")).isEqualTo(ColumnEquality.JAVA);
			assertThat(columns.texts("j")).isNull();
			assertThat(columns.keeps("f", "1.005")).isFalse();
			assertThat(columns.keeps("f", "1.05")).isTrue();
			assertThat(columns.keeps("g", "1.005")).isTrue();
		}
	}

	@Test
	void h2() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.h2(Nothing.class)) {
			execute(unit, "create table odd (a varchar(9), c char(9), d varchar_ignorecase(9), f numeric(10,2))");
			Columns columns = new Columns(unit, "odd");
			assertThat(columns.texts("a")).isEqualTo(ColumnEquality.JAVA);
			assertThat(columns.texts("c")).isEqualTo(ColumnEquality.TRAILING_BLANKS);
			assertThat(columns.texts("d")).isEqualTo(ColumnEquality.CASE);
			assertThat(columns.keeps("f", "1.005")).isFalse();
		}
	}

	@Test
	void mariaDb() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.mariaDb(Nothing.class)) {
			execute(unit, """
					create table odd (a varchar(9), b varchar(9) collate utf8mb4_bin,
						c varchar(9) collate utf8mb4_nopad_bin, d char(9), e varchar(9) collate utf8mb4_turkish_ci,
						f decimal(10,2), h varbinary(9))""");
			Columns columns = new Columns(unit, "odd");
			assertThat(columns.texts("a")).isEqualTo(ColumnEquality.CASE_AND_TRAILING_BLANKS);
			assertThat(columns.texts("b")).isEqualTo(ColumnEquality.TRAILING_BLANKS);
			assertThat(columns.texts("c")).isEqualTo(ColumnEquality.JAVA);
			assertThat(columns.texts("d")).isEqualTo(ColumnEquality.CASE_AND_TRAILING_BLANKS);
			assertThat(columns.texts("e")).isNull();
			assertThat(columns.texts("h")).isNull();
			assertThat(columns.keeps("f", "1.005")).isFalse();
		}
	}

	@Test
	void nothingIsKnownOfATableThatIsNotThere() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.postgres(Nothing.class)) {
			assertThat(new Columns(unit, "nowhere").texts("a")).isNull();
			assertThat(new Columns(unit, "(select 1)").texts("a")).isNull();
		}
	}

	private static void execute(TestPersistenceUnit unit, String sql) {
		unit.inTransaction((entityManager) -> entityManager.createNativeQuery(sql).executeUpdate());
	}

	/** The columns of one table. */
	private static final class Columns {

		private final ColumnCatalog catalog;

		private final String table;

		private Columns(TestPersistenceUnit unit, String table) {
			SessionFactoryImplementor factory = unit.factory().unwrap(SessionFactoryImplementor.class);
			this.catalog = new ColumnCatalog(new CatalogQuestions(factory, CatalogQuestions.TIMEOUT), factory);
			this.table = table;
		}

		private @Nullable ColumnEquality texts(String column) {
			CatalogColumn known = this.catalog.column(this.table, column);
			return (known != null) ? known.texts() : null;
		}

		private boolean keeps(String column, String number) {
			CatalogColumn known = this.catalog.column(this.table, column);
			ColumnEquality decimals = (known != null) ? known.decimals() : null;
			return decimals != null && decimals.canonical().apply(new BigDecimal(number)) != null;
		}

	}

	@Entity(name = "Nothing")
	static class Nothing {

		@Id
		private long id;

	}

}
