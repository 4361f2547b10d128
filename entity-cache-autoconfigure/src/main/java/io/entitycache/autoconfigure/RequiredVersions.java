package io.entitycache.autoconfigure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Refuses versions of Spring Boot and Hibernate that the entity cache was not made for:
 * it would start with most of them, and fail at the first write. It uses nothing that
 * older versions do not have, and comes before every bean.
 */
public final class RequiredVersions implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

	private static final String HIBERNATE = "org.hibernate.Version";

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		check(SpringBootVersion.getVersion(), ClassUtils.isPresent(HIBERNATE, context.getClassLoader())
				? org.hibernate.Version.getVersionString() : null);
	}

	/**
	 * Checks the versions that are there.
	 * @param boot the version of Spring Boot, {@code null} if it is not known
	 * @param hibernate the version of Hibernate, {@code null} if it is not known
	 * @throws IncompatibleVersionException if one of them is not supported
	 */
	static void check(@Nullable String boot, @Nullable String hibernate) {
		if (numberOf(boot, 401) < 401) {
			throw new IncompatibleVersionException(
					"The entity cache needs Spring Boot 4.1 or later, and the application uses Spring Boot " + boot,
					"Use Spring Boot 4.1 or later, or remove the entity cache");
		}
		if (numberOf(hibernate, 704) != 704) {
			throw new IncompatibleVersionException(
					"This release of the entity cache needs Hibernate 7.4, and the application uses Hibernate "
							+ hibernate,
					"Use the version that Spring Boot 4.1 manages (remove the property 'hibernate.version'), or a release of the entity cache for the other one");
		}
	}

	// A development build, or a native image, does not say.
	private static int numberOf(@Nullable String version, int unknown) {
		Matcher numbers = VERSION.matcher((version != null) ? version : "");
		return numbers.matches() ? Integer.parseInt(numbers.group(1)) * 100 + Integer.parseInt(numbers.group(2))
				: unknown;
	}

}
