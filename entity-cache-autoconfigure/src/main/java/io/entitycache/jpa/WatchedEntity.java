package io.entitycache.jpa;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a cached entity to say which of its entries a change makes
 * stale. The functions may throw: then the whole region counts as stale.
 *
 * @param rootEntityName the name of the root of the entity's hierarchy
 * @param region the region of its entries
 * @param idText from an id, as Hibernate has it, to the key in that region
 * @param insertedText the same for a row that is new
 * @param keyAttributes the attributes by which it is found
 * @param tables lower-case names, without schema, of every table whose rows are part of
 * the cached state
 * @param dependencies what else the cached state is made of
 * @param states the states of written rows, {@code null} if nobody wants them
 */
public record WatchedEntity(String rootEntityName, String region, Function<Object, String> idText,
		Function<Object, String> insertedText, List<KeyAttribute> keyAttributes, Set<String> tables,
		List<Dependency> dependencies, @Nullable States states) {

	/** Creates an entity whose written states nobody wants. */
	public WatchedEntity(String rootEntityName, String region, Function<Object, String> idText,
			List<KeyAttribute> keyAttributes, Set<String> tables) {
		this(rootEntityName, region, idText, idText, keyAttributes, tables, List.of(), null);
	}

	public WatchedEntity {
		keyAttributes = List.copyOf(keyAttributes);
		tables = Set.copyOf(tables);
		dependencies = List.copyOf(dependencies);
	}

	/**
	 * The entity of a mapping.
	 * @param mapping the entity's mapping
	 * @param region the region of its entries
	 * @param keyRegions the region of each key attribute
	 */
	public static WatchedEntity of(EntityMapping<?, ?> mapping, String region, Map<String, String> keyRegions) {
		List<KeyAttribute> attributes = new TreeMap<>(keyRegions).entrySet()
			.stream()
			.map((entry) -> new KeyAttribute(entry.getKey(), entry.getValue(),
					mapping.attributes().nameOf(entry.getKey())))
			.toList();
		return new WatchedEntity(mapping.rootEntityName(), region, mapping::nameOf, mapping::nameOfInserted, attributes,
				mapping.tables(), mapping.dependencies(), null);
	}

	/** The same, with the states of written rows where they are known for sure. */
	public WatchedEntity withStates(EntityMapping<?, ?> mapping) {
		KnownStates known = new KnownStates(mapping);
		return (known.isEmpty() || !mapping.idCodec().isExact()) ? this
				: new WatchedEntity(this.rootEntityName, this.region, this.idText, this.insertedText,
						this.keyAttributes, this.tables, this.dependencies, known::of);
	}

	/** Tells the states of written rows. */
	@FunctionalInterface
	public interface States {

		/**
		 * The state of a row as it was written, {@code null} if it is not known for sure.
		 */
		@Nullable Object of(EntityPersister persister, Object id, @Nullable Object[] written);

	}

	/** Its own region and those of its key attributes. */
	public Set<String> regions() {
		Set<String> regions = new LinkedHashSet<>();
		regions.add(this.region);
		this.keyAttributes.forEach((attribute) -> regions.add(attribute.region()));
		return regions;
	}

	/**
	 * An attribute by which an entity is found.
	 *
	 * @param name the attribute's name
	 * @param region the region of its values
	 * @param valueText from a value, as Hibernate has it, to the key in that region
	 */
	public record KeyAttribute(String name, String region, Function<Object, String> valueText) {
	}

}
