package io.entitycache.autoconfigure;

import io.entitycache.autoconfigure.EntityCacheProperties.Cache;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Lets a cache be named without saying anything else of it: {@code product: {}}. */
final class EmptyCacheBindHandler extends AbstractBindHandler {

	EmptyCacheBindHandler(BindHandler parent) {
		super(parent);
	}

	@Override
	public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Exception error) throws Exception {
		if (Cache.class.equals(target.getType().resolve()) && isEmpty(context.getConfigurationProperty())) {
			return Cache.EMPTY;
		}
		return super.onFailure(name, target, context, error);
	}

	private static boolean isEmpty(@Nullable ConfigurationProperty property) {
		return property != null && property.getValue() instanceof String text && text.isBlank();
	}

}
