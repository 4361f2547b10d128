package io.entitycache.autoconfigure;

import java.util.List;

import io.entitycache.CacheSettings;
import io.entitycache.CacheSettings.Share;
import io.entitycache.CacheSettings.WarmUp;
import io.entitycache.KeyCodec;
import io.entitycache.jpa.ChangeTime;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityMappings;
import io.entitycache.jpa.EntityPages;
import io.entitycache.jpa.InvalidIncludeException;
import io.entitycache.jpa.UnsupportedEntityException;
import org.hibernate.annotations.Immutable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Refuses a cache that its entity's mapping does not allow. */
final class CachedEntityCheck {

	private final CachedEntity entity;

	private final CacheSettings settings;

	CachedEntityCheck(CachedEntity entity, CacheSettings settings) {
		this.entity = entity;
		this.settings = settings;
	}

	void check(EntityMappings mappings) {
		EntityMapping<?, ?> mapping = mapping(mappings);
		Problems problems = new Problems();
		problems.attempt(() -> checkIdType(mapping));
		problems.attempt(this::checkShare);
		problems.attempt(() -> checkSync(mapping));
		problems.attempt(() -> checkAssociations(mappings));
		for (String attribute : this.settings.keyAttributes()) {
			problems.attempt(() -> checkKeyAttribute(mapping, attribute));
		}
		for (String attribute : this.settings.uniqueAttributes()) {
			problems.attempt(() -> checkUniqueAttribute(attribute));
		}
		this.settings.equality()
			.forEach((attribute, equality) -> problems.attempt(() -> checkEquality(mapping, attribute, equality)));
		problems.throwIfAny();
	}

	private void checkEquality(EntityMapping<?, ?> mapping, String attribute, CacheSettings.Equality equality) {
		String property = EntityCacheProperties.property(this.settings.name(), "equality." + attribute);
		boolean isId = attribute.equals(mapping.idAttribute());
		if (!isId && !this.settings.keyAttributes().contains(attribute)) {
			throw new InvalidEntityCacheConfigurationException(property, equality,
					"The attribute is neither the id of the entity '%s' nor one of the cache's key attributes: %s"
						.formatted(mapping.entityName(), Texts.list(this.settings.keyAttributes())),
					"Use the name of a key, or remove the property");
		}
		try {
			KeyCodec<?> codec = isId ? mapping.idCodec() : mapping.keyCodec(attribute);
			codec.isExact();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEntityCacheConfigurationException(property, equality, String.valueOf(ex.getMessage()),
					"Say how the database compares the column, or remove the property to have it found out");
		}
	}

	private void checkSync(EntityMapping<?, ?> mapping) {
		WarmUp warmUp = this.settings.warmUp();
		if ((warmUp == WarmUp.FULL || warmUp == WarmUp.LAZY) && !EntityPages.isReadable(mapping)) {
			throw new InvalidEntityCacheConfigurationException(
					EntityCacheProperties.property(this.settings.name(), "warm-up"), warmUp,
					"The table of the entity '%s' cannot be read as a whole: its ids have no order, or its rows belong to several tenants"
						.formatted(mapping.entityName()),
					"Use 'none' or 'last-used'");
		}
		String attribute = this.settings.sync().attribute();
		if (attribute == null) {
			return;
		}
		try {
			ChangeTime.named(mapping, attribute);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEntityCacheConfigurationException(
					EntityCacheProperties.property(this.settings.name(), "sync.attribute"), attribute,
					"%s. There are: %s".formatted(ex.getMessage(), Texts.list(ChangeTime.candidates(mapping))),
					"Use one of these, or remove the property to have every sync read every row");
		}
	}

	private EntityMapping<?, ?> mapping(EntityMappings mappings) {
		try {
			return mappings.of(this.entity.entityType());
		}
		catch (UnsupportedEntityException ex) {
			throw unsupported(ex);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidEntityCacheConfigurationException(property(), null,
					"%s is no entity of the persistence unit of its repository"
						.formatted(this.entity.entityType().getName()),
					"Make it an entity, or remove the cache");
		}
	}

	private void checkIdType(EntityMapping<?, ?> mapping) {
		Class<?> idType = ClassUtils.resolvePrimitiveIfNecessary(mapping.idType());
		if (!ClassUtils.isAssignable(idType, this.entity.idType())) {
			throw new InvalidEntityCacheConfigurationException(property(), null,
					"The repository '%s' says that ids are of type %s, the entity that they are of type %s".formatted(
							this.entity.repositories().get(0).beanName(), this.entity.idType().getName(),
							idType.getName()),
					"Declare the repository with the entity's own id type");
		}
	}

	private void checkShare() {
		if (this.settings.share() == Share.SHARED
				&& !AnnotatedElementUtils.hasAnnotation(this.entity.entityType(), Immutable.class)) {
			throw new InvalidEntityCacheConfigurationException(
					EntityCacheProperties.property(this.settings.name(), "share"), Share.SHARED,
					"All callers would get the same instance, and the entity is not marked as immutable",
					"Use 'share: copy', or mark the entity with Hibernate's '@Immutable' if nobody changes its instances");
		}
	}

	private void checkAssociations(EntityMappings mappings) {
		String include = EntityCacheProperties.property(this.settings.name(), "include");
		if (!this.settings.include().isEmpty() && this.settings.share() == Share.SHARED) {
			throw new InvalidEntityCacheConfigurationException(include, this.settings.include(),
					"An instance that all callers share would go on to show associations as they were",
					"Use 'share: copy', or remove 'include'");
		}
		try {
			mappings.aggregate(this.entity.entityType(), this.settings.include(),
					this.settings.includesEagerAssociations());
		}
		catch (InvalidIncludeException ex) {
			throw new InvalidEntityCacheConfigurationException(include, ex.path(), ex.reason(),
					"Use names of associations, from the entity on, with dots between, or remove the path");
		}
		catch (UnsupportedEntityException ex) {
			throw unsupported(ex);
		}
	}

	private InvalidEntityCacheConfigurationException unsupported(UnsupportedEntityException ex) {
		return new InvalidEntityCacheConfigurationException(property(), null,
				"The entity cannot be cached: %s".formatted(String.join("; ", ex.reasons())),
				"Change the mapping, or remove the cache");
	}

	private void checkKeyAttribute(EntityMapping<?, ?> mapping, String attribute) {
		boolean known = mapping.attributeNames().contains(attribute);
		if (known && (this.settings.uniqueAttributes().contains(attribute) || mapping.isUnique(attribute))) {
			return;
		}
		List<String> unique = mapping.attributeNames().stream().filter(mapping::isUnique).toList();
		if (!known) {
			throw invalidKeyAttribute(attribute,
					"The entity '%s' has no attribute of this name by which it could be found. Its unique attributes: %s"
						.formatted(mapping.entityName(), Texts.list(unique)),
					"Use one of the unique attributes, or remove it from 'key-attributes'");
		}
		String failure = mapping.uniqueIndexFailure();
		throw invalidKeyAttribute(attribute,
				"The attribute is not unique in the mapping of the entity '%s', and %s. Its unique attributes: %s"
					.formatted(mapping.entityName(),
							(failure != null)
									? "the database could not be asked for its unique indexes (%s)".formatted(failure)
									: "the database has no unique index for it alone",
							Texts.list(unique)),
				"Say that it is unique, with '@Column(unique = true)', a unique index, or '%s' if you know it is; or remove it from 'key-attributes'"
					.formatted(EntityCacheProperties.property(this.settings.name(), "unique-attributes")));
	}

	private void checkUniqueAttribute(String attribute) {
		if (!this.settings.keyAttributes().contains(attribute)) {
			throw new InvalidEntityCacheConfigurationException(
					EntityCacheProperties.property(this.settings.name(), "unique-attributes"), attribute,
					"The attribute is none of the cache's key attributes: %s"
						.formatted(Texts.list(this.settings.keyAttributes())),
					"Add it to 'key-attributes', or remove it from 'unique-attributes'");
		}
	}

	private InvalidEntityCacheConfigurationException invalidKeyAttribute(String attribute, String reason,
			String action) {
		return new InvalidEntityCacheConfigurationException(
				EntityCacheProperties.property(this.settings.name(), "key-attributes"), attribute, reason, action);
	}

	private String property() {
		return EntityCacheProperties.PREFIX + ".caches." + this.settings.name();
	}

}
