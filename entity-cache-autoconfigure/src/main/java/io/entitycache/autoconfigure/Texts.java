package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Words for messages, as one would write them in YAML. */
final class Texts {

	private Texts() {
	}

	static String of(Object value) {
		if (value instanceof Duration duration) {
			return ofDuration(duration);
		}
		if (value instanceof Enum<?> constant) {
			return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}
		return String.valueOf(value);
	}

	private static String ofDuration(Duration duration) {
		long millis = TimeUnit.MILLISECONDS.convert(duration);
		if (millis == 0) {
			return duration.isZero() ? "0s" : duration.toString();
		}
		if (millis % 1000 != 0) {
			return millis + "ms";
		}
		long seconds = millis / 1000;
		if (seconds % 60 != 0) {
			return seconds + "s";
		}
		return (seconds % 3600 != 0) ? seconds / 60 + "m" : seconds / 3600 + "h";
	}

	/** The values, sorted, in single quotes, or "none". */
	static String list(Collection<String> values) {
		return values.isEmpty() ? "none"
				: values.stream()
					.sorted()
					.distinct()
					.map((value) -> "'" + value + "'")
					.collect(Collectors.joining(", "));
	}

}
