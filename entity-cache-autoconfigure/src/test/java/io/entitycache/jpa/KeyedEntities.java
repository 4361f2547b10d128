package io.entitycache.jpa;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import org.jspecify.annotations.Nullable;

/** Entities with each kind of id. */
final class KeyedEntities {

	private KeyedEntities() {
	}

	@Entity(name = "ByLong")
	static class ByLong {

		@Id
		long id;

		@Nullable String name;

	}

	@Entity(name = "ByInteger")
	static class ByInteger {

		@Id
		@Nullable Integer id;

		@Nullable String name;

	}

	@Entity(name = "ByString")
	static class ByString {

		@Id
		@Nullable String id;

		@Nullable String name;

	}

	@Entity(name = "ByUuid")
	static class ByUuid {

		@Id
		@Nullable UUID id;

		@Nullable String name;

	}

	/** Can be changed by whoever holds it. */
	@Embeddable
	static class OrderKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable String shop;

		@Nullable Integer number;

		OrderKey() {
		}

		OrderKey(String shop, int number) {
			this.shop = shop;
			this.number = number;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof OrderKey that && Objects.equals(this.shop, that.shop)
					&& Objects.equals(this.number, that.number);
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.shop, this.number);
		}

		@Override
		public String toString() {
			return this.shop + "/" + this.number;
		}

	}

	@Entity(name = "ByEmbedded")
	static class ByEmbedded {

		@EmbeddedId
		@Nullable OrderKey id;

		@Nullable String name;

	}

	@Embeddable
	record RecordKey(String region, LocalDate day) implements Serializable {
	}

	@Entity(name = "ByRecord")
	static class ByRecord {

		@EmbeddedId
		@Nullable RecordKey id;

		@Nullable String name;

	}

	static class LineKey implements Serializable {

		private static final long serialVersionUID = 1L;

		@Nullable String document;

		int line;

		LineKey() {
		}

		LineKey(String document, int line) {
			this.document = document;
			this.line = line;
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof LineKey that && Objects.equals(this.document, that.document)
					&& this.line == that.line;
		}

		@Override
		public int hashCode() {
			return Objects.hash(this.document, this.line);
		}

		@Override
		public String toString() {
			return this.document + "/" + this.line;
		}

	}

	@Entity(name = "ByIdClass")
	@IdClass(LineKey.class)
	static class ByIdClass {

		@Id
		@Nullable String document;

		@Id
		int line;

		@Nullable String name;

	}

	@Entity(name = "ByOwner")
	static class ByOwner {

		@Id
		@Nullable Long id;

		@OneToOne
		@MapsId
		@Nullable ByLong owner;

		@Nullable String name;

	}

}
