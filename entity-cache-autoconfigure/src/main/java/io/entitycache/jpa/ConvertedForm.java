package io.entitycache.jpa;

import java.util.Objects;

import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;

/**
 * Values of a converted attribute, in the form of the column's values.
 *
 * @param converter turns one into the other
 * @param column the form of the column's values
 */
record ConvertedForm(BasicValueConverter<Object, Object> converter, ByteForm column) implements ByteForm {

	@Override
	public String describe() {
		return "converted " + this.column.describe();
	}

	@Override
	public void write(Object value, ByteSink out) {
		Object converted = this.converter.toRelationalValue(value);
		out.writeByte((converted != null) ? 1 : 0);
		if (converted != null) {
			this.column.write(converted, out);
		}
	}

	@Override
	public Object read(ByteSource in) {
		Object converted = (in.readByte() != 0) ? this.column.read(in) : null;
		return Objects.requireNonNull(this.converter.toDomainValue(converted));
	}

	/**
	 * The same as text, for key attributes.
	 *
	 * @param converter turns one into the other
	 * @param column the form of the column's values
	 */
	record Text(BasicValueConverter<Object, Object> converter, TextForm column) implements TextForm {

		@Override
		public String print(Object value) {
			return this.column.print(Objects.requireNonNull(this.converter.toRelationalValue(value)));
		}

		@Override
		public Object parse(String text) {
			return Objects.requireNonNull(this.converter.toDomainValue(this.column.parse(text)));
		}

		/** Different values may be converted to the same one. */
		@Override
		public TextEquality equality() {
			return this.column.equality().and(TextEquality.TEXT);
		}

		@Override
		public boolean isCertain(Object value) {
			Object converted = this.converter.toRelationalValue(value);
			return converted != null && this.column.isCertain(converted);
		}

		/** The database compares what the column holds. */
		@Override
		public TextForm comparedAs(ColumnEquality columns) {
			return new Text(this.converter, this.column.comparedAs(columns));
		}

	}

}
