package io.entitycache.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The settings of the entity cache contradict each other, or what they name is not there.
 */
final class InvalidEntityCacheConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String reason;

	private final String action;

	private final transient List<InvalidEntityCacheConfigurationException> all;

	/**
	 * Creates the exception.
	 * @param property the name of the property to change
	 * @param value its effective value, {@code null} if its name is what is wrong
	 * @param reason what is wrong, and what there is instead
	 * @param action what to do
	 */
	InvalidEntityCacheConfigurationException(String property, @Nullable Object value, String reason, String action) {
		super("'%s': %s. %s.".formatted(property, reason, action));
		this.property = property;
		this.value = (value != null) ? Texts.of(value) : null;
		this.reason = reason;
		this.action = action;
		this.all = List.of(this);
	}

	/**
	 * Creates an exception of several.
	 * @param all what is wrong, which is at least one thing
	 */
	InvalidEntityCacheConfigurationException(List<InvalidEntityCacheConfigurationException> all) {
		super(all.stream().map(Throwable::getMessage).collect(Collectors.joining(" ")));
		InvalidEntityCacheConfigurationException first = all.get(0);
		this.property = first.property;
		this.value = first.value;
		this.reason = first.reason;
		this.action = first.action;
		this.all = List.copyOf(all);
	}

	/** All that is wrong, each by itself. */
	List<InvalidEntityCacheConfigurationException> all() {
		return this.all;
	}

	String property() {
		return this.property;
	}

	@Nullable String value() {
		return this.value;
	}

	String reason() {
		return this.reason;
	}

	String action() {
		return this.action;
	}

}
