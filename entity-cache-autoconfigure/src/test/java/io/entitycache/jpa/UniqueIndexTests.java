package io.entitycache.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What only the database says of uniqueness. */
class UniqueIndexTests {

	private TestPersistenceUnit unit;

	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.h2(entities);
	}

	@BeforeEach
	void start() {
		this.unit = create(Crate.class, Vehicle.class, Truck.class);
	}

	@AfterEach
	void stop() {
		this.unit.close();
	}

	final void execute(String... statements) {
		this.unit.inTransaction((entityManager) -> entityManager.unwrap(Session.class).doWork((connection) -> {
			try (Statement statement = connection.createStatement()) {
				for (String sql : statements) {
					statement.execute(sql);
				}
			}
		}));
	}

	final EntityMapping<Crate, Long> crates() {
		return this.unit.mapping(Crate.class);
	}

	@Test
	void columnWithAUniqueIndexOfItsOwnIsUnique() {
		EntityMapping<Crate, Long> before = crates();
		assertThat(before.attributeNames()).contains("label", "place", "shelf", "inside")
			.allMatch((attribute) -> !before.isUnique(attribute));

		execute("create unique index \"by_label\" on \"Storage\" (\"Label_Text\")",
				"alter table \"Storage\" add constraint \"by_inside\" unique (\"inside_id\")",
				"create unique index \"by_place\" on \"Storage\" (\"place\", \"shelf\")",
				"create index \"by_shelf\" on \"Storage\" (\"shelf\")");

		EntityMapping<Crate, Long> after = crates();
		assertThat(after.isUnique("label")).isTrue();
		assertThat(after.isUnique("inside")).isTrue();
		assertThat(after.isUnique("place")).isFalse();
		assertThat(after.isUnique("shelf")).isFalse();
		assertThat(after.isUnique("nothing")).isFalse();
		assertThat(after.uniqueIndexFailure()).isNull();
	}

	@Test
	void indexOfOneTableSaysNothingOfTheOthersThatHoldRows() {
		execute("create unique index \"by_plate\" on \"Vehicle\" (\"plate\")",
				"create unique index \"by_truck_plate\" on \"Truck\" (\"plate\")");

		assertThat(this.unit.mapping(Vehicle.class).isUnique("plate")).isFalse();
		assertThat(this.unit.mapping(Truck.class).isUnique("plate")).isTrue();
	}

	@Test
	void indexOfATableOfTheSameNameInAnotherSchemaIsNotTheTables() {
		execute("create schema \"other\"", "create table \"other\".\"Storage\" (\"shelf\" integer unique)");

		assertThat(crates().isUnique("shelf")).isFalse();
	}

	@Test
	void databaseThatDoesNotAnswerIsAskedOnceAndNoLongerThanTheTimeout() throws SQLException {
		SessionFactoryImplementor factory = this.unit.factory().unwrap(SessionFactoryImplementor.class);
		UniqueIndexes indexes = new UniqueIndexes(new CatalogQuestions(factory, Duration.ZERO));

		assertThat(indexes.contains("\"Storage\"", "\"shelf\"")).isFalse();
		assertThat(indexes.failure()).contains("no answer within");
		assertThat(indexes.contains("\"Vehicle\"", "\"plate\"")).isFalse();

		try (Connection connection = factory.getJdbcServices().getBootstrapJdbcConnectionAccess().obtainConnection()) {
			assertThat(connection.isValid(5)).isTrue();
		}
	}

	@Entity(name = "Crate")
	@Table(name = "Storage")
	static class Crate {

		@Id
		@Nullable Long id;

		@Column(name = "Label_Text")
		@Nullable String label;

		@Nullable String place;

		int shelf;

		@ManyToOne
		@JoinColumn(name = "inside_id")
		@Nullable Crate inside;

	}

	@Entity(name = "Vehicle")
	@Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
	static class Vehicle {

		@Id
		@Nullable Long id;

		@Nullable String plate;

	}

	@Entity(name = "Truck")
	static class Truck extends Vehicle {

		int load;

	}

}
