package io.entitycache.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Refuses durations without a unit, which count milliseconds: who writes {@code ttl: 600}
 * means seconds.
 */
final class DurationUnitHandler extends AbstractBindHandler {

	private final Problems problems;

	DurationUnitHandler(BindHandler parent, Problems problems) {
		super(parent);
		this.problems = problems;
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		if (result instanceof Duration duration && !duration.isZero()) {
			check(context.getConfigurationProperty(), duration);
		}
		return super.onSuccess(name, target, context, result);
	}

	private void check(@Nullable ConfigurationProperty property, Duration duration) {
		String text = (property != null) ? String.valueOf(property.getValue()).trim() : "";
		if (property != null && text.matches("[+-]?\\d+")) {
			this.problems.add(new InvalidEntityCacheConfigurationException(property.getName().toString(), text,
					"A number without a unit counts milliseconds, so that this is %s s"
						.formatted(duration.toMillis() / 1000.0),
					"Give it a unit, such as '%ss' or '%sms'".formatted(text, text)));
		}
	}

}
