package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.entitycache.CacheSettings;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.internal.DefaultPostLoadEventListener;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostLoadEventListener;
import org.hibernate.metamodel.RepresentationMode;
import org.hibernate.persister.entity.EntityPersister;

/** The mappings of the entities of one persistence unit. */
public final class EntityMappings {

	private final SessionFactoryImplementor sessionFactory;

	private final Map<Class<?>, EntityMapping<?, ?>> known = new ConcurrentHashMap<>();

	private final UniqueIndexes uniqueIndexes;

	private final ColumnCatalog columns;

	private final Map<Class<?>, Map<String, CacheSettings.Equality>> declared;

	public EntityMappings(EntityManagerFactory entityManagerFactory) {
		this(entityManagerFactory, Map.of());
	}

	/**
	 * Creates the mappings.
	 * @param declared by entity and attribute, what the application says of how the
	 * database compares
	 */
	public EntityMappings(EntityManagerFactory entityManagerFactory,
			Map<Class<?>, Map<String, CacheSettings.Equality>> declared) {
		this.sessionFactory = entityManagerFactory.unwrap(SessionFactoryImplementor.class);
		CatalogQuestions database = new CatalogQuestions(this.sessionFactory, CatalogQuestions.TIMEOUT);
		this.uniqueIndexes = new UniqueIndexes(database);
		this.columns = new ColumnCatalog(database, this.sessionFactory);
		this.declared = declared;
	}

	/**
	 * The mapping of the entity.
	 * @param <T> the entity's type
	 * @param <ID> the type of its id
	 * @throws UnsupportedEntityException if a cached copy of it could only be wrong
	 * @throws IllegalArgumentException if it is no entity of the persistence unit
	 */
	@SuppressWarnings("unchecked")
	public <T, ID> EntityMapping<T, ID> of(Class<T> entityType) {
		EntityMapping<?, ?> mapping = this.known.get(entityType);
		if (mapping == null) {
			mapping = this.<T, ID>read(entityType);
			this.known.put(entityType, mapping);
		}
		return (EntityMapping<T, ID>) mapping;
	}

	/**
	 * What the copies of an entity are assembled from.
	 * @param paths the names of associations that are included, from the entity on, with
	 * dots between
	 * @param automatic whether EAGER associations are included as well
	 * @throws UnsupportedEntityException as {@link #of}
	 * @throws InvalidIncludeException if a path leads nowhere
	 */
	public Aggregate aggregate(Class<?> entityType, Collection<String> paths, boolean automatic) {
		return new AggregateReader(this, automatic).read(of(entityType), paths);
	}

	private <T, ID> EntityMapping<T, ID> read(Class<T> entityType) {
		EntityPersister persister = this.sessionFactory.getMappingMetamodel().findEntityDescriptor(entityType);
		if (persister == null) {
			throw new IllegalArgumentException("%s is not an entity".formatted(entityType.getName()));
		}
		List<EntityPersister> concrete = concreteTypes(persister);
		List<String> reasons = new ArrayList<>();
		if (concrete.isEmpty()) {
			reasons.add("neither it nor a subclass can have rows");
		}
		concrete.forEach((type) -> checkType(type, reasons));
		checkVisibility(persister, reasons);
		PartReader reader = new PartReader(persister);
		List<EntityShape> shapes = new ArrayList<>();
		if (reasons.isEmpty()) {
			concrete.forEach(reader::addTableQueries);
			concrete.forEach((type) -> shapes
				.add(new EntityShape(type, shapes.size(), reader.id(type), reader.attributesOf(type))));
			reasons.addAll(reader.reasons());
		}
		if (!reasons.isEmpty()) {
			throw new UnsupportedEntityException(persister.getEntityName(), distinct(reasons));
		}
		List<String> remarks = new ArrayList<>(reader.remarks());
		addListeners(remarks);
		return new EntityMapping<>(entityType, persister, shapes, reader.associations(), reader.dependencies(),
				distinct(remarks), this.uniqueIndexes,
				new KeyColumns(this.columns, this.declared.getOrDefault(entityType, Map.of())));
	}

	private void addListeners(List<String> remarks) {
		this.sessionFactory.getEventListenerRegistry()
			.getEventListenerGroup(EventType.POST_LOAD)
			.fireEventOnEachListener(remarks, EntityMappings::addListener);
	}

	private static void addListener(PostLoadEventListener listener, List<String> remarks) {
		boolean own = listener instanceof ChangeListener;
		if (!own && listener.getClass() != DefaultPostLoadEventListener.class) {
			remarks.add("the load listener %s does not run for copies".formatted(listener.getClass().getName()));
		}
	}

	private static List<String> distinct(List<String> sentences) {
		return sentences.stream().distinct().toList();
	}

	/** The entities of which rows can be, in an order that every process arrives at. */
	private List<EntityPersister> concreteTypes(EntityPersister persister) {
		return persister.getSubclassEntityNames()
			.stream()
			.map((name) -> this.sessionFactory.getMappingMetamodel().getEntityDescriptor(name))
			.filter((type) -> !type.isAbstract())
			.sorted(Comparator.comparing(EntityPersister::getEntityName))
			.toList();
	}

	private static void checkType(EntityPersister type, List<String> reasons) {
		if (type.getRepresentationStrategy().getMode() != RepresentationMode.POJO) {
			reasons.add("%s has no class".formatted(type.getEntityName()));
		}
		else if (type.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading()
				&& type.getBytecodeEnhancementMetadata().getLazyAttributesMetadata().hasLazyAttributes()) {
			reasons.add("%s has attributes that are loaded lazily".formatted(type.getEntityName()));
		}
	}

	/** Which rows a session sees must not depend on who opened it, but for its tenant. */
	private void checkVisibility(EntityPersister persister, List<String> reasons) {
		LoadQueryInfluencers influencers = new LoadQueryInfluencers(this.sessionFactory);
		this.sessionFactory.getAutoEnabledFilters()
			.forEach((filter) -> influencers.enableFilter(filter.getFilterName()));
		if (persister.isAffectedByEnabledFilters(influencers, false)) {
			reasons.add("a filter that is always enabled decides which rows a session sees");
		}
	}

}
