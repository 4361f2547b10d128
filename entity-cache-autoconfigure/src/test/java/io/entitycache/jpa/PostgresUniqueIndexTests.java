package io.entitycache.jpa;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresUniqueIndexTests extends UniqueIndexTests {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.postgres(entities);
	}

	@Test
	void indexOfSomeRowsAndIndexOfAnExpressionProveNothing() {
		execute("create unique index \"by_place\" on \"Storage\" (\"place\") where \"shelf\" > 0",
				"create unique index \"by_label\" on \"Storage\" (lower(\"Label_Text\"))");

		assertThat(crates().isUnique("place")).isFalse();
		assertThat(crates().isUnique("label")).isFalse();
	}

}
