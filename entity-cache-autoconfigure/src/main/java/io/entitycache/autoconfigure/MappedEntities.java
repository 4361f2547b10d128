package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.persistence.Entity;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.persistence.autoconfigure.EntityScanPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * The entities of the application, with or without a repository. For messages only, as
 * they are looked for on the class path.
 */
final class MappedEntities {

	private MappedEntities() {
	}

	static boolean isEntity(Class<?> type) {
		return AnnotatedElementUtils.hasAnnotation(type, Entity.class);
	}

	/** The names of the classes in the packages that are scanned for entities. */
	static List<String> classNames(BeanFactory beanFactory) {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(
				/* useDefaultFilters= */ false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(Entity.class));
		List<String> names = new ArrayList<>();
		for (String scanned : packages(beanFactory)) {
			for (BeanDefinition candidate : scanner.findCandidateComponents(scanned)) {
				names.add(String.valueOf(candidate.getBeanClassName()));
			}
		}
		return names;
	}

	private static Set<String> packages(BeanFactory beanFactory) {
		Set<String> packages = new LinkedHashSet<>(EntityScanPackages.get(beanFactory).getPackageNames());
		if (packages.isEmpty() && AutoConfigurationPackages.has(beanFactory)) {
			packages.addAll(AutoConfigurationPackages.get(beanFactory));
		}
		return packages;
	}

	/** The name of an entity's cache as one would write it: {@code order-line}. */
	static String cacheName(String entityName) {
		return entityName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

}
