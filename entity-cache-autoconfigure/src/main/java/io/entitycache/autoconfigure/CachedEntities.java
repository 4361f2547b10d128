package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Matches the names of the caches with the entities of the repositories. */
final class CachedEntities {

	private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*");

	private final List<RepositoryEntity> repositories;

	private final Supplier<List<String>> entityClasses;

	private CachedEntities(List<RepositoryEntity> repositories, Supplier<List<String>> entityClasses) {
		this.repositories = repositories;
		this.entityClasses = entityClasses;
	}

	/** As the other method, where nothing is known of entities without repository. */
	static List<CachedEntity> match(Collection<String> names, List<RepositoryEntity> repositories) {
		return match(names, repositories, List::of);
	}

	/**
	 * The caches in the order of their configuration.
	 * @param entityClasses the names of the classes that are entities, with or without
	 * repository; asked for messages only
	 * @throws InvalidEntityCacheConfigurationException with all names that do not stand
	 * for exactly one entity, or for one that another name stands for
	 */
	static List<CachedEntity> match(Collection<String> names, List<RepositoryEntity> repositories,
			Supplier<List<String>> entityClasses) {
		CachedEntities entities = new CachedEntities(repositories, entityClasses);
		Problems problems = new Problems();
		Map<Class<?>, CachedEntity> matched = new LinkedHashMap<>();
		for (String name : withoutSpellings(names)) {
			problems.attempt(() -> add(entities.match(name), matched));
		}
		problems.throwIfAny();
		return List.copyOf(matched.values());
	}

	private static void add(CachedEntity entity, Map<Class<?>, CachedEntity> matched) {
		CachedEntity other = matched.putIfAbsent(entity.entityType(), entity);
		if (other != null) {
			throw invalid(entity.cacheName(), "The cache '%s' is for the same entity, %s".formatted(other.cacheName(),
					entity.entityType().getName()), "Keep one of the two");
		}
	}

	/**
	 * An environment variable cannot spell {@code order-line} and gives {@code orderline}
	 * beside it, both with the same values.
	 */
	private static List<String> withoutSpellings(Collection<String> names) {
		Map<String, List<String>> spellings = names.stream()
			.collect(Collectors.groupingBy(CachedEntities::canonical, LinkedHashMap::new, Collectors.toList()));
		Comparator<String> richest = Comparator.comparing(String::length)
			.thenComparing((name) -> !name.equals(name.toLowerCase(Locale.ROOT)))
			.thenComparing(Comparator.naturalOrder());
		return spellings.values().stream().map((same) -> same.stream().max(richest).orElseThrow()).toList();
	}

	private CachedEntity match(String name) {
		if (!NAME.matcher(name).matches()) {
			throw invalid(name, "The name of a cache is made of letters and digits, with single dashes between",
					"Use the name of the entity, such as 'product' or 'order-line'");
		}
		List<RepositoryEntity> found = find(name, RepositoryEntity::entityName);
		if (found.isEmpty()) {
			found = find(name, (repository) -> repository.entityType().getSimpleName());
		}
		requireOne(name, found);
		RepositoryEntity first = found.get(0);
		return new CachedEntity(name, first.entityType(), first.idType(), List.copyOf(found));
	}

	private List<RepositoryEntity> find(String name, Function<RepositoryEntity, String> nameOf) {
		List<RepositoryEntity> found = new ArrayList<>(this.repositories);
		found.removeIf((repository) -> !canonical(nameOf.apply(repository)).equals(canonical(name)));
		return found;
	}

	private void requireOne(String name, List<RepositoryEntity> found) {
		if (found.isEmpty()) {
			requireNoEntity(name);
			throw invalid(name,
					"No Spring Data JPA repository is for an entity of this name. There are repositories for: %s"
						.formatted(Texts.list(entityNames())),
					"Rename the cache to one of these entities, or declare a repository for the entity");
		}
		List<String> types = found.stream().map((repository) -> repository.entityType().getName()).distinct().toList();
		if (types.size() > 1) {
			throw invalid(name, "Several entities have this name: %s".formatted(Texts.list(types)),
					"Give the entities different names with '@Entity(name = ...)', and use the one you mean");
		}
	}

	private void requireNoEntity(String name) {
		for (String entity : this.entityClasses.get()) {
			String simpleName = ClassUtils.getShortName(entity);
			simpleName = simpleName.substring(simpleName.lastIndexOf('.') + 1);
			if (canonical(simpleName).equals(canonical(name))) {
				throw invalid(name, "%s is an entity, but no Spring Data JPA repository is for it".formatted(entity),
						"Declare 'interface %sRepository extends JpaRepository<%s, …>' with the type of its id, or remove the cache"
							.formatted(simpleName, simpleName));
			}
		}
	}

	private List<String> entityNames() {
		return this.repositories.stream()
			.map((repository) -> StringUtils.uncapitalize(repository.entityName()))
			.toList();
	}

	private static String canonical(String name) {
		return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	private static InvalidEntityCacheConfigurationException invalid(String name, String reason, String action) {
		return new InvalidEntityCacheConfigurationException(EntityCacheProperties.PREFIX + ".caches." + name, null,
				reason, action);
	}

}
