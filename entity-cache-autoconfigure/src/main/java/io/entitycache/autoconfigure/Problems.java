package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with a configuration, so that all of it can be told at once. */
final class Problems {

	private final List<InvalidEntityCacheConfigurationException> found = new ArrayList<>();

	/** Runs a check, and goes on whether it fails or not. */
	void attempt(Runnable check) {
		attempt(() -> {
			check.run();
			return Boolean.TRUE;
		}, Boolean.FALSE);
	}

	/**
	 * Makes a value with a check.
	 * @param instead the value to go on with if the check fails
	 */
	<V extends @Nullable Object> V attempt(Supplier<? extends V> check, V instead) {
		try {
			return check.get();
		}
		catch (InvalidEntityCacheConfigurationException ex) {
			ex.all().forEach(this::add);
			return instead;
		}
	}

	/** Notes what is wrong; once, if several caches have it from the defaults. */
	void add(InvalidEntityCacheConfigurationException problem) {
		if (this.found.stream().noneMatch((known) -> Objects.equals(known.getMessage(), problem.getMessage()))) {
			this.found.add(problem);
		}
	}

	/**
	 * Ends the start if anything is wrong.
	 * @throws InvalidEntityCacheConfigurationException with all that was found
	 */
	void throwIfAny() {
		if (this.found.size() == 1) {
			throw this.found.get(0);
		}
		if (!this.found.isEmpty()) {
			throw new InvalidEntityCacheConfigurationException(this.found);
		}
	}

}
