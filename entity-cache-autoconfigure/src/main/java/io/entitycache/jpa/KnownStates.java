package io.entitycache.jpa;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.sql.Template;
import org.hibernate.type.CustomType;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The states of written rows that are known without reading them: a query would give
 * exactly what was written. A version makes sure that no column is older than the row,
 * each column is written with the rest, and no type loses anything on its way. Whatever
 * is not sure is not known.
 */
final class KnownStates {

	private final EntityMapping<?, ?> mapping;

	private final Map<String, EntityShape> shapes = new HashMap<>();

	KnownStates(EntityMapping<?, ?> mapping) {
		this.mapping = mapping;
		for (EntityShape shape : mapping.shapes()) {
			if (isKnowable(shape)) {
				this.shapes.put(shape.entityName(), shape);
			}
		}
	}

	/** Whether nothing is ever known. */
	boolean isEmpty() {
		return this.shapes.isEmpty();
	}

	private static boolean isKnowable(EntityShape shape) {
		EntityPersister persister = shape.persister();
		return persister.isVersioned() && areKnowable(persister, shape);
	}

	private static boolean areKnowable(EntityPersister persister, EntityShape shape) {
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			StatePart part = shape.attributes().part(i);
			boolean inRow = !(part instanceof UnloadedPart || part == InversePart.INSTANCE);
			if (part instanceof ColumnPart
					|| inRow && !(isWritten(persister, i) && (part instanceof ReferencePart reference
							? reference.isCertain() : isPlain(persister.getAttributeMapping(i))))) {
				return false;
			}
		}
		return true;
	}

	private static boolean isWritten(EntityPersister persister, int index) {
		return persister.getPropertyInsertability()[index] && persister.getPropertyUpdateability()[index];
	}

	private static boolean isPlain(AttributeMapping attribute) {
		return attribute instanceof BasicValuedModelPart basic && !basic.isFormula() && !hasCustomRead(basic)
				&& !hasCustomWrite(basic) && basic.getJdbcMapping().getValueConverter() == null
				&& !(basic.getJdbcMapping() instanceof CustomType<?>);
	}

	private static boolean hasCustomRead(BasicValuedModelPart basic) {
		String expression = basic.getCustomReadExpression();
		return expression != null && !expression.equals(Template.TEMPLATE + '.' + basic.getSelectionExpression());
	}

	private static boolean hasCustomWrite(BasicValuedModelPart basic) {
		String expression = basic.getCustomWriteExpression();
		return expression != null && !expression.equals("?");
	}

	/** The state of a row that was written like this, {@code null} if it is not sure. */
	@Nullable EntityState of(EntityPersister persister, Object id, @Nullable Object[] written) {
		EntityShape shape = this.shapes.get(persister.getEntityName());
		if (shape == null || !this.mapping.entityType().isAssignableFrom(persister.getMappedClass())) {
			return null;
		}
		for (int i = 0; i < written.length; i++) {
			Object value = written[i];
			boolean basic = persister.getAttributeMapping(i) instanceof BasicValuedModelPart;
			if (value != null && basic && !isExact(value, (BasicValuedModelPart) persister.getAttributeMapping(i))) {
				return null;
			}
		}
		return shape.ofRow(id, written);
	}

	private static boolean isExact(Object value, BasicValuedModelPart column) {
		if (value instanceof String text) {
			return !text.isEmpty() && isVarying(column.getJdbcMapping().getJdbcType().getDdlTypeCode());
		}
		if (value instanceof BigDecimal number) {
			Integer scale = column.getScale();
			return scale != null && number.scale() == scale;
		}
		if (value instanceof Instant time) {
			return isWhole(time.getNano(), column);
		}
		if (value instanceof LocalDateTime time) {
			return isWhole(time.getNano(), column);
		}
		return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Boolean
				|| value instanceof UUID || value instanceof Enum<?> || value instanceof LocalDate;
	}

	private static boolean isVarying(int type) {
		// What has a fixed length may come back with blanks.
		return type != SqlTypes.CHAR && type != SqlTypes.NCHAR;
	}

	// Microseconds are what databases keep unless they are told otherwise.
	private static boolean isWhole(int nanos, BasicValuedModelPart column) {
		Integer precision = column.getTemporalPrecision();
		return (precision == null || precision >= 6) && nanos % 1000 == 0;
	}

}
