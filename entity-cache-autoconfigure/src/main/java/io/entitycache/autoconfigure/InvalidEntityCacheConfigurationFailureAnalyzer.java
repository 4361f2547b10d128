package io.entitycache.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** Says which property stops the start, where it stands, and what to do. */
final class InvalidEntityCacheConfigurationFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidEntityCacheConfigurationException> {

	private final Environment environment;

	InvalidEntityCacheConfigurationFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidEntityCacheConfigurationException cause) {
		StringBuilder description = new StringBuilder(
				"The configuration of the entity cache is not valid:%n%n".formatted());
		for (InvalidEntityCacheConfigurationException problem : cause.all()) {
			if (problem != cause.all().get(0)) {
				description.append(System.lineSeparator());
			}
			line(description, "Property", problem.property());
			line(description, "Value", problem.value());
			line(description, "Origin", origin(problem.property()));
			line(description, "Reason", problem.reason());
		}
		return new FailureAnalysis(description.toString(), action(cause.all()), cause);
	}

	private static String action(List<InvalidEntityCacheConfigurationException> problems) {
		if (problems.size() == 1) {
			return problems.get(0).action() + ".";
		}
		return problems.stream()
			.map((problem) -> "%n    '%s': %s.".formatted(problem.property(), problem.action()))
			.collect(Collectors.joining("", "Change the configuration:%n".formatted(), ""));
	}

	private static void line(StringBuilder description, String label, @Nullable Object text) {
		if (text != null) {
			description.append("    %s: %s%n".formatted(label, text));
		}
	}

	private @Nullable Origin origin(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(property, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty found = source.getConfigurationProperty(name);
			if (found != null) {
				return found.getOrigin();
			}
		}
		return null;
	}

}
