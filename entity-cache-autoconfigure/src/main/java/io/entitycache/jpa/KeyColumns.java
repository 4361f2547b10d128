package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.entitycache.CacheSettings;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.ValuedModelPart;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * How the database compares the keys of one entity: as their types alone tell, else as
 * the application has declared, else as the database's catalog says. What none of them
 * tells is not known.
 */
final class KeyColumns {

	private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(Byte.class, Short.class, Integer.class, Long.class,
			BigInteger.class, Year.class);

	/* Their texts are never equal but for case. */

	private static final Set<Class<?>> DISTINCT = Set.of(Boolean.class, UUID.class, Currency.class, LocalDate.class);

	private static final Set<Class<?>> NAMES = Set.of(Character.class, Locale.class, URI.class, ZoneId.class,
			ZoneOffset.class);

	private final ColumnCatalog catalog;

	private final Map<String, CacheSettings.Equality> declared;

	/**
	 * Creates a new instance.
	 * @param declared by attribute, what the application says of its texts
	 */
	KeyColumns(ColumnCatalog catalog, Map<String, CacheSettings.Equality> declared) {
		this.catalog = catalog;
		this.declared = declared;
	}

	/**
	 * The text form of a key.
	 * @param attribute the attribute's name, {@code null} if there are several
	 * @param part the values
	 * @param columns where they are kept
	 */
	@Nullable TextForm textOf(@Nullable String attribute, StatePart part, ValuedModelPart columns) {
		return part.keyText(equalities(attribute, columns));
	}

	private Iterator<ColumnEquality> equalities(@Nullable String attribute, ValuedModelPart part) {
		List<ColumnEquality> equalities = new ArrayList<>();
		CacheSettings.Equality word = (attribute != null) ? this.declared.get(attribute) : null;
		part.forEachSelectable((index, column) -> equalities.add(equality(column, word)));
		return equalities.iterator();
	}

	private ColumnEquality equality(SelectableMapping column, CacheSettings.@Nullable Equality word) {
		JdbcMapping type = column.getJdbcMapping();
		BasicValueConverter<?, ?> converter = type.getValueConverter();
		JavaType<?> javaType = (converter != null) ? converter.getRelationalJavaType() : type.getMappedJavaType();
		Class<?> javaClass = ClassUtils.resolvePrimitiveIfNecessary(javaType.getJavaTypeClass());
		if (word == CacheSettings.Equality.EXACT) {
			return ColumnEquality.JAVA;
		}
		if (word == CacheSettings.Equality.UNKNOWN) {
			return ColumnEquality.UNKNOWN;
		}
		if (javaClass == String.class && word != null) {
			return declared(word, column);
		}
		return ofType(javaClass, column);
	}

	private ColumnEquality declared(CacheSettings.Equality word, SelectableMapping column) {
		CatalogColumn known = inCatalog(column);
		ColumnEquality texts = (known != null) ? known.texts() : null;
		boolean withoutCase = word != CacheSettings.Equality.IGNORE_TRAILING_BLANKS;
		if (withoutCase && (texts == ColumnEquality.JAVA || texts == ColumnEquality.TRAILING_BLANKS)) {
			throw new IllegalArgumentException("The database compares the column '%s' of %s with regard to case"
				.formatted(column.getSelectionExpression(), column.getContainingTableExpression()));
		}
		return switch (word) {
			case IGNORE_CASE -> ColumnEquality.CASE;
			case IGNORE_CASE_AND_TRAILING_BLANKS -> ColumnEquality.CASE_AND_TRAILING_BLANKS;
			case IGNORE_TRAILING_BLANKS -> ColumnEquality.TRAILING_BLANKS;
			case EXACT -> ColumnEquality.JAVA;
			case UNKNOWN -> ColumnEquality.UNKNOWN;
		};
	}

	private ColumnEquality ofType(Class<?> javaClass, SelectableMapping column) {
		if (WHOLE_NUMBERS.contains(javaClass)) {
			return known(column.getJdbcMapping().getJdbcType().isNumber());
		}
		if (DISTINCT.contains(javaClass) || javaClass.isEnum()) {
			return known(!javaClass.isEnum() || areDistinct(javaClass.getEnumConstants()));
		}
		if (javaClass == String.class) {
			return orUnknown(texts(column));
		}
		if (NAMES.contains(javaClass)) {
			ColumnEquality texts = texts(column);
			boolean single = javaClass == Character.class && texts == ColumnEquality.TRAILING_BLANKS;
			return known(texts == ColumnEquality.JAVA || single);
		}
		CatalogColumn known = (javaClass == BigDecimal.class || javaClass == Instant.class
				|| javaClass == LocalDateTime.class) ? inCatalog(column) : null;
		if (known == null) {
			return ColumnEquality.UNKNOWN;
		}
		return orUnknown((javaClass == BigDecimal.class) ? known.decimals() : known.times());
	}

	private @Nullable ColumnEquality texts(SelectableMapping column) {
		CatalogColumn known = inCatalog(column);
		return (known != null) ? known.texts() : null;
	}

	private @Nullable CatalogColumn inCatalog(SelectableMapping column) {
		return column.isFormula() ? null
				: this.catalog.column(column.getContainingTableExpression(), column.getSelectionExpression());
	}

	private static ColumnEquality known(boolean known) {
		return known ? ColumnEquality.JAVA : ColumnEquality.UNKNOWN;
	}

	private static ColumnEquality orUnknown(@Nullable ColumnEquality equality) {
		return (equality != null) ? equality : ColumnEquality.UNKNOWN;
	}

	// Kept by name, they are compared as the column's texts are.
	private static boolean areDistinct(Object[] constants) {
		Set<String> names = new HashSet<>();
		for (Object constant : constants) {
			if (!names.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT))) {
				return false;
			}
		}
		return true;
	}

}
