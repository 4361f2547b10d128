package io.entitycache.jpa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;

import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.CustomType;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.BasicPluralJavaType;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.spi.BasicCollectionJavaType;
import org.hibernate.type.descriptor.java.spi.FormatMapperBasedJavaType;
import org.hibernate.usertype.EnhancedUserType;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Finds the forms of basic attributes. There is none for a type that only Java
 * serialization could write, and none for one that holds a resource.
 */
final class BasicForms {

	private static final Map<Class<?>, ByteForm> FORMS = Map.ofEntries(Map.entry(Boolean.class, StandardForm.BOOLEAN),
			Map.entry(Byte.class, StandardForm.BYTE), Map.entry(Short.class, StandardForm.SHORT),
			Map.entry(Integer.class, StandardForm.INTEGER), Map.entry(Long.class, StandardForm.LONG),
			Map.entry(Float.class, StandardForm.FLOAT), Map.entry(Double.class, StandardForm.DOUBLE),
			Map.entry(Character.class, StandardForm.CHARACTER), Map.entry(String.class, StandardForm.STRING),
			Map.entry(BigInteger.class, StandardForm.BIG_INTEGER),
			Map.entry(BigDecimal.class, StandardForm.BIG_DECIMAL), Map.entry(UUID.class, StandardForm.UUID_BITS),
			Map.entry(byte[].class, StandardForm.BYTES), Map.entry(BitSet.class, StandardForm.BIT_SET),
			Map.entry(Instant.class, StandardForm.INSTANT), Map.entry(Duration.class, StandardForm.DURATION),
			Map.entry(LocalDate.class, StandardForm.LOCAL_DATE), Map.entry(LocalTime.class, StandardForm.LOCAL_TIME),
			Map.entry(LocalDateTime.class, StandardForm.LOCAL_DATE_TIME),
			Map.entry(ZoneOffset.class, StandardForm.ZONE_OFFSET),
			Map.entry(OffsetDateTime.class, StandardForm.OFFSET_DATE_TIME),
			Map.entry(OffsetTime.class, StandardForm.OFFSET_TIME),
			Map.entry(ZonedDateTime.class, StandardForm.ZONED_DATE_TIME),
			Map.entry(InetAddress.class, StandardForm.INET_ADDRESS),
			Map.entry(Inet4Address.class, StandardForm.INET_ADDRESS),
			Map.entry(Inet6Address.class, StandardForm.INET_ADDRESS), Map.entry(Date.class, DateForm.DATE),
			Map.entry(java.sql.Date.class, DateForm.DATE), Map.entry(java.sql.Time.class, DateForm.DATE),
			Map.entry(java.sql.Timestamp.class, DateForm.DATE), Map.entry(Calendar.class, DateForm.CALENDAR));

	private BasicForms() {
	}

	/**
	 * The byte form of the type's values, {@code null} if there is none. Of a converted
	 * value it is that of the attribute if there is one, as the way to the column may not
	 * lead back.
	 */
	static @Nullable ByteForm bytes(JdbcMapping type) {
		BasicValueConverter<Object, Object> converter = converter(type);
		if (converter != null) {
			ByteForm attribute = bytes(converter.getDomainJavaType());
			if (attribute != null) {
				return attribute;
			}
			ByteForm column = bytes(converter.getRelationalJavaType());
			return (column != null) ? new ConvertedForm(converter, column) : null;
		}
		ByteForm form = bytes(type.getMappedJavaType());
		TextForm text = (form == null) ? declaredText(type) : null;
		// What the text says depends on the class, unlike that of a type of the JDK.
		return (text != null) ? new TextBytes(ClassShape.of(type.getMappedJavaType().getJavaType()), text) : form;
	}

	static @Nullable ByteForm bytes(JavaType<?> type) {
		Class<?> javaClass = ClassUtils.resolvePrimitiveIfNecessary(type.getJavaTypeClass());
		ByteForm form = FORMS.get(javaClass);
		if (form != null) {
			return form;
		}
		if (javaClass.isEnum()) {
			return new EnumForm(javaClass);
		}
		if (javaClass.isArray() || type instanceof BasicPluralJavaType<?>) {
			return pluralBytes(type, javaClass);
		}
		TextForm text = StandardText.of(javaClass);
		return (text != null) ? new TextBytes(javaClass.getName(), text) : null;
	}

	private static @Nullable ByteForm pluralBytes(JavaType<?> type, Class<?> javaClass) {
		ByteForm element = null;
		if (type instanceof BasicPluralJavaType<?> plural) {
			element = bytes(plural.getElementJavaType());
		}
		else if (javaClass.isArray()) {
			element = FORMS.get(ClassUtils.resolvePrimitiveIfNecessary(javaClass.getComponentType()));
		}
		if (element == null) {
			return null;
		}
		if (javaClass.isArray()) {
			return PluralForm.ofArray(javaClass.getComponentType(), element);
		}
		return (type instanceof BasicCollectionJavaType<?, ?> collections)
				? PluralForm.ofCollection(collections, element) : null;
	}

	/** The text form of the type's values, {@code null} if there is none. */
	static @Nullable TextForm text(JdbcMapping type) {
		BasicValueConverter<Object, Object> converter = converter(type);
		if (converter != null) {
			TextForm column = StandardText.of(javaClass(converter.getRelationalJavaType()));
			return (column != null) ? new ConvertedForm.Text(converter, column) : null;
		}
		TextForm text = StandardText.of(javaClass(type.getMappedJavaType()));
		return (text != null) ? text : declaredText(type);
	}

	/**
	 * The text form if that is what is kept of the type's values: a time zone can be
	 * changed, and URLs are equal by the addresses of their hosts.
	 */
	static @Nullable TextForm keptText(JdbcMapping type) {
		Class<?> javaClass = type.getMappedJavaType().getJavaTypeClass();
		boolean kept = converter(type) == null && (javaClass == TimeZone.class || javaClass == URL.class);
		return kept ? text(type) : null;
	}

	/** Why a type without a byte form has none, and what to do. */
	static String noForm(JdbcMapping type) {
		Class<?> javaClass = type.getMappedJavaType().getJavaTypeClass();
		String name = typeName(type);
		if (Blob.class.isAssignableFrom(javaClass) || Clob.class.isAssignableFrom(javaClass)) {
			return "has the type %s, which has no byte form: it belongs to a connection. Use byte[] or String with @Lob"
				.formatted(name);
		}
		return "has the type %s, which has no byte form: only Java serialization could write it. Use an AttributeConverter, @JdbcTypeCode(SqlTypes.JSON), or a type of its own with a string form"
			.formatted(name);
	}

	/** The text form that the mapping itself declares for a type of the application. */
	@SuppressWarnings("unchecked")
	private static @Nullable TextForm declaredText(JdbcMapping type) {
		if (type instanceof CustomType<?> custom) {
			return (custom.getUserType() instanceof EnhancedUserType<?> user)
					? new StandardText(((EnhancedUserType<Object>) user)::toString, user::fromStringValue) : null;
		}
		JavaType<Object> javaType = (JavaType<Object>) type.getMappedJavaType();
		boolean ofTheApplication = !javaType.getClass().getName().startsWith("org.hibernate.");
		return (ofTheApplication || javaType instanceof FormatMapperBasedJavaType<?>)
				? new StandardText(javaType::toString, javaType::fromString) : null;
	}

	@SuppressWarnings("unchecked")
	private static @Nullable BasicValueConverter<Object, Object> converter(JdbcMapping type) {
		return (BasicValueConverter<Object, Object>) type.getValueConverter();
	}

	private static Class<?> javaClass(JavaType<?> type) {
		return ClassUtils.resolvePrimitiveIfNecessary(type.getJavaTypeClass());
	}

	static String typeName(JdbcMapping type) {
		return type.getMappedJavaType().getTypeName();
	}

}
