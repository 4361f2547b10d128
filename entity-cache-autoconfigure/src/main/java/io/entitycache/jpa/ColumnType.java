package io.entitycache.jpa;

import java.util.Map;
import java.util.function.Function;

import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.BasicType;
import org.hibernate.type.CustomType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.internal.BasicTypeImpl;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a column becomes the value of an attribute where a converter, a type
 * of the application or a document format does it. The way back may be another one: a
 * hash has none, and a class knows only a part of a document. So what the column has is
 * kept, and the attribute's value is made of it for each copy, as for each load.
 *
 * @param column reads the column as it is
 * @param form the bytes of what the column has
 * @param value makes the attribute's value
 */
record ColumnType(BasicType<?> column, ByteForm form, Function<@Nullable Object, @Nullable Object> value) {

	/** What the JDBC types hand to a type of the application; others may differ. */
	private static final Map<Integer, Class<?>> READ_AS = Map.ofEntries(Map.entry(SqlTypes.CHAR, String.class),
			Map.entry(SqlTypes.VARCHAR, String.class), Map.entry(SqlTypes.LONGVARCHAR, String.class),
			Map.entry(SqlTypes.LONG32VARCHAR, String.class), Map.entry(SqlTypes.SMALLINT, Short.class),
			Map.entry(SqlTypes.INTEGER, Integer.class), Map.entry(SqlTypes.BIGINT, Long.class),
			Map.entry(SqlTypes.DOUBLE, Double.class), Map.entry(SqlTypes.VARBINARY, byte[].class));

	/**
	 * How the type's columns are read, {@code null} if the attribute's value says all
	 * that the column says.
	 */
	@SuppressWarnings("unchecked")
	static @Nullable ColumnType of(JdbcMapping type, SessionFactoryImplementor factory) {
		JdbcType jdbcType = type.getJdbcType();
		BasicValueConverter<Object, Object> converter = (BasicValueConverter<Object, Object>) type.getValueConverter();
		if (converter != null) {
			return of(converter.getRelationalJavaType(), jdbcType, converter::toDomainValue);
		}
		JavaType<Object> javaType = (JavaType<Object>) type.getMappedJavaType();
		if (type instanceof CustomType<?> || String.class.equals(javaType.getJavaTypeClass())) {
			return null;
		}
		WrapperOptions options = factory.getWrapperOptions();
		if (jdbcType.getDefaultSqlTypeCode() == SqlTypes.JSON) {
			return ofText(factory, jdbcType,
					(text) -> options.getJsonFormatMapper().fromString(text, javaType, options));
		}
		if (jdbcType.getDefaultSqlTypeCode() == SqlTypes.SQLXML) {
			return ofText(factory, jdbcType,
					(text) -> options.getXmlFormatMapper().fromString(text, javaType, options));
		}
		Class<?> readAs = READ_AS.get(jdbcType.getDefaultSqlTypeCode());
		boolean ofTheApplication = !javaType.getClass().getName().startsWith("org.hibernate.");
		return (ofTheApplication && readAs != null) ? of(javaType(factory, readAs), jdbcType,
				(column) -> (column != null) ? javaType.wrap(column, options) : null) : null;
	}

	private static @Nullable ColumnType ofText(SessionFactoryImplementor factory, JdbcType jdbcType,
			Function<String, @Nullable Object> parser) {
		return of(javaType(factory, String.class), jdbcType,
				(text) -> (text != null) ? parser.apply((String) text) : null);
	}

	private static <J> JavaType<J> javaType(SessionFactoryImplementor factory, Class<J> type) {
		return factory.getTypeConfiguration().getJavaTypeRegistry().resolveDescriptor(type);
	}

	private static @Nullable ColumnType of(JavaType<?> readAs, JdbcType jdbcType,
			Function<@Nullable Object, @Nullable Object> value) {
		ByteForm form = BasicForms.bytes(readAs);
		return (form != null) ? new ColumnType(new BasicTypeImpl<>(readAs, jdbcType), form, value) : null;
	}

}
