package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of an entity's attributes are in the state that is written. A column
 * may be mapped twice, by an attribute that is written and by one that is only read: then
 * Hibernate's state of the latter is what was loaded, whatever is written.
 */
final class WrittenAttributes {

	private final EntityPersister persister;

	private final List<String> names;

	private final Map<String, Integer> positions = new ConcurrentHashMap<>();

	WrittenAttributes(EntityPersister persister) {
		this.persister = persister;
		this.names = List.of(persister.getPropertyNames());
	}

	/**
	 * The position of what is written to the attribute's columns, -1 if there is none.
	 */
	int positionOf(String name) {
		return this.positions.computeIfAbsent(name, this::findPosition);
	}

	/** Whether any attribute writes the columns. */
	boolean areWritten(String name) {
		int position = positionOf(name);
		return position >= 0 && isWritten(position);
	}

	private int findPosition(String name) {
		int own = this.names.indexOf(name);
		if (own < 0 || isWritten(own)) {
			return own;
		}
		List<String> columns = columnsOf(own);
		for (int i = 0; i < this.names.size(); i++) {
			if (isWritten(i) && !columns.isEmpty() && columnsOf(i).equals(columns)) {
				return i;
			}
		}
		return own;
	}

	private boolean isWritten(int position) {
		return this.persister.getPropertyInsertability()[position]
				|| this.persister.getPropertyUpdateability()[position];
	}

	private List<String> columnsOf(int position) {
		List<String> columns = new ArrayList<>();
		AttributeMapping attribute = this.persister.getAttributeMapping(position);
		if (!(attribute instanceof PluralAttributeMapping)) {
			attribute.forEachSelectable((index, column) -> columns
				.add(column.getContainingTableExpression() + '.' + column.getSelectionExpression()));
		}
		return columns;
	}

	/** The attribute's value in a state that is written. */
	@Nullable Object valueOf(@Nullable Object[] state, String name) {
		int position = positionOf(name);
		Object value = state[position];
		boolean other = position != this.names.indexOf(name);
		return (other && value != null) ? plain(value, position) : value;
	}

	// Of an association that writes a column which the other attribute has as a value.
	private Object plain(Object value, int position) {
		if (!(this.persister.getAttributeMapping(position) instanceof ToOneAttributeMapping toOne)
				|| !toOne.isReferenceToPrimaryKey()) {
			return value;
		}
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		EntityPersister target = toOne.getAssociatedEntityMappingType().getEntityPersister();
		return (proxy != null) ? proxy.getInternalIdentifier()
				: target.getMappedClass().isInstance(value) ? target.getIdentifier(value) : value;
	}

}
