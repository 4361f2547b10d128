package io.entitycache.jpa;

import java.io.Serializable;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.persister.entity.EntityPersister;

/** Finds the tables that the state of an entity is read from. */
final class MappedTables {

	private final Set<String> names = new TreeSet<>();

	static Set<String> of(EntityPersister persister) {
		MappedTables tables = new MappedTables();
		for (String name : persister.getSubclassEntityNames()) {
			tables.addAll(persister.getFactory().getMappingMetamodel().getEntityDescriptor(name));
		}
		return tables.names;
	}

	private void addAll(EntityPersister persister) {
		for (Serializable space : persister.getQuerySpaces()) {
			add(space.toString());
		}
		persister.forEachTableDetails((table) -> add(table.getTableName()));
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			addElements(persister.getAttributeMapping(i));
		}
	}

	private void addElements(AttributeMapping attribute) {
		if (attribute instanceof PluralAttributeMapping plural
				&& !(plural.getElementDescriptor() instanceof EntityCollectionPart)) {
			add(plural.getSeparateCollectionTable());
		}
	}

	/** Leaves out what is no table: an entity may be mapped to a subquery. */
	private void add(String table) {
		if (table.indexOf('(') < 0 && table.indexOf(' ') < 0) {
			this.names.add(normalize(table));
		}
	}

	/** The name in lower case, without catalog, schema and quotes. */
	static String normalize(String table) {
		String name = table.substring(table.lastIndexOf('.') + 1);
		return name.replaceAll("[`\"\\[\\]]", "").toLowerCase(Locale.ROOT);
	}

}
