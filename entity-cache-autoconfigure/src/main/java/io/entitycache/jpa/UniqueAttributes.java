package io.entitycache.jpa;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import jakarta.persistence.Column;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.NaturalIdMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.UnionSubclassEntityPersister;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds out whether an attribute alone is declared unique: by the natural id, a
 * one-to-one association, its column, or a constraint or index of the table. The runtime
 * metamodel does not say so. The metamodel of the boot does, annotations and mapping
 * files alike, but is kept only for factories whose changes are seen; for others the
 * annotations have to do. What only a migration declares the database itself knows.
 */
final class UniqueAttributes {

	private final EntityPersister persister;

	private final UniqueIndexes indexes;

	UniqueAttributes(EntityPersister persister, UniqueIndexes indexes) {
		this.persister = persister;
		this.indexes = indexes;
	}

	/**
	 * Whether the database itself keeps the attribute unique, by an index for it alone.
	 */
	boolean isIndexed(String name) {
		AttributeMapping attribute = this.persister.findAttributeMapping(name);
		if (attribute == null || attribute instanceof PluralAttributeMapping || attribute.getJdbcTypeCount() != 1
				|| isSpreadOverTables()) {
			return false;
		}
		SelectableMapping column = attribute.getSelectable(0);
		return !column.isFormula()
				&& this.indexes.contains(column.getContainingTableExpression(), column.getSelectionExpression());
	}

	/** An index of one table says nothing of the others that hold rows of the entity. */
	private boolean isSpreadOverTables() {
		return this.persister instanceof UnionSubclassEntityPersister
				&& this.persister.getSubclassEntityNames().size() > 1;
	}

	boolean contains(String name) {
		AttributeMapping attribute = this.persister.findAttributeMapping(name);
		if (attribute == null) {
			return false;
		}
		return isNaturalId(attribute) || isOneToOne(attribute) || isUniqueColumn(attribute)
				|| attribute.getJdbcTypeCount() == 1 && (isConstrained(attribute) || isDeclared(attribute));
	}

	private boolean isNaturalId(AttributeMapping attribute) {
		NaturalIdMapping naturalId = this.persister.getNaturalIdMapping();
		return naturalId != null && naturalId.getNaturalIdAttributes().size() == 1
				&& naturalId.getNaturalIdAttributes().get(0).getAttributeName().equals(attribute.getAttributeName());
	}

	private static boolean isOneToOne(AttributeMapping attribute) {
		return attribute instanceof ToOneAttributeMapping association
				&& association.getCardinality() != ToOneAttributeMapping.Cardinality.MANY_TO_ONE;
	}

	private static boolean isUniqueColumn(AttributeMapping attribute) {
		AnnotatedElement member = member(attribute);
		if (member == null) {
			return false;
		}
		Column column = member.getAnnotation(Column.class);
		JoinColumn join = member.getAnnotation(JoinColumn.class);
		return column != null && column.unique() || join != null && join.unique();
	}

	private static @Nullable AnnotatedElement member(AttributeMapping attribute) {
		Member member = attribute.getPropertyAccess().getGetter().getMember();
		return (member instanceof AnnotatedElement element) ? element : null;
	}

	private boolean isDeclared(AttributeMapping attribute) {
		HibernateChanges changes = HibernateChanges.in(this.persister.getFactory().getProperties());
		UniqueColumns columns = (changes != null) ? changes.uniqueColumns() : null;
		return columns != null && attribute.getJdbcTypeCount() == 1
				&& columns.contains(attribute.getSelectable(0).getContainingTableExpression(),
						attribute.getSelectable(0).getSelectionExpression());
	}

	private boolean isConstrained(AttributeMapping attribute) {
		List<String> names = new ArrayList<>(List.of(simplify(attribute.getAttributeName())));
		attribute.forEachSelectable((index, column) -> names.add(simplify(column.getSelectionExpression())));
		for (Class<?> type = this.persister.getMappedClass(); type != null; type = type.getSuperclass()) {
			if (singleColumns(type).stream().anyMatch(names::contains)) {
				return true;
			}
		}
		return false;
	}

	private static List<String> singleColumns(Class<?> type) {
		List<String> columns = new ArrayList<>();
		Table table = type.getAnnotation(Table.class);
		if (table != null) {
			addConstraints(table.uniqueConstraints(), columns);
			addIndexes(table.indexes(), columns);
		}
		for (SecondaryTable secondary : AnnotatedElementUtils.findMergedRepeatableAnnotations(type,
				SecondaryTable.class)) {
			addConstraints(secondary.uniqueConstraints(), columns);
			addIndexes(secondary.indexes(), columns);
		}
		return columns;
	}

	private static void addConstraints(UniqueConstraint[] constraints, List<String> columns) {
		Arrays.stream(constraints)
			.filter((constraint) -> constraint.columnNames().length == 1)
			.forEach((constraint) -> columns.add(simplify(constraint.columnNames()[0])));
	}

	private static void addIndexes(Index[] indexes, List<String> columns) {
		Arrays.stream(indexes)
			.filter((index) -> index.unique() && !index.columnList().contains(","))
			.forEach((index) -> columns.add(simplify(index.columnList().trim().split("\\s")[0])));
	}

	/** Makes logical and physical names, such as productCode and PRODUCT_CODE, equal. */
	private static String simplify(String name) {
		return name.replaceAll("[`\"\\[\\]_]", "").toLowerCase(Locale.ROOT);
	}

}
