package io.entitycache.jpa;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import org.hibernate.annotations.JavaType;
import org.hibernate.annotations.JdbcType;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.AbstractClassJavaType;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;
import org.jspecify.annotations.Nullable;

/** Entities whose columns the application converts. */
final class Papers {

	static final Class<?>[] ENTITIES = { Page.class, Folder.class, Left.class, Right.class };

	private Papers() {
	}

	record PageId(String book, int number) implements Serializable {
	}

	record Style(String name) {
	}

	record Money(String currency, int amount) implements Serializable {
	}

	@Entity(name = "Page")
	@IdClass(PageId.class)
	static class Page {

		@Id
		String book;

		@Id
		int number;

		@JdbcTypeCode(SqlTypes.JSON)
		@Nullable Style style;

		@JdbcTypeCode(SqlTypes.JSON)
		@Nullable List<Style> styles;

		@JdbcTypeCode(SqlTypes.JSON)
		@Nullable Map<String, Object> attributes;

		@ElementCollection(fetch = FetchType.EAGER)
		@Convert(converter = LastTwo.class)
		Set<String> codes = new HashSet<>();

		@JavaType(MoneyType.class)
		@JdbcType(VarcharJdbcType.class)
		@Nullable Money price;

		Page() {
			this(new PageId("", 0));
		}

		Page(PageId id) {
			this.book = id.book();
			this.number = id.number();
		}

	}

	@Entity(name = "Folder")
	abstract static class Folder {

		@Id
		long id;

	}

	@Entity(name = "Left")
	static class Left extends Folder {

		@Convert(converter = LastTwo.class)
		@Nullable String code;

		Left() {
		}

		Left(long id, String code) {
			this.id = id;
			this.code = code;
		}

	}

	@Entity(name = "Right")
	static class Right extends Folder {

		@Convert(converter = LastTwo.class)
		@Nullable String code;

		Right() {
		}

		Right(long id, String code) {
			this.id = id;
			this.code = code;
		}

	}

	/** Shows the end only. */
	static class LastTwo implements AttributeConverter<String, String> {

		@Override
		public @Nullable String convertToDatabaseColumn(@Nullable String value) {
			return value;
		}

		@Override
		public @Nullable String convertToEntityAttribute(@Nullable String column) {
			return (column != null) ? column.substring(column.length() - 2) : null;
		}

	}

	/** A type of the application. */
	static class MoneyType extends AbstractClassJavaType<Money> {

		MoneyType() {
			super(Money.class);
		}

		@Override
		public String toString(Money value) {
			throw new IllegalStateException("A load does not ask for it");
		}

		@Override
		@SuppressWarnings("unchecked")
		public <X> @Nullable X unwrap(@Nullable Money value, Class<X> type, WrapperOptions options) {
			return (value != null) ? (X) (value.currency() + ' ' + value.amount()) : null;
		}

		@Override
		public <X> @Nullable Money wrap(@Nullable X value, WrapperOptions options) {
			if (value == null) {
				return null;
			}
			String[] parts = ((String) value).split(" ", -1);
			return new Money(parts[0], Integer.parseInt(parts[1]));
		}

	}

}
