package io.entitycache.observability;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the values of a tag few, whatever the words are that come from elsewhere. */
final class TagValues {

	static final String OTHER = "other";

	private final int maximum;

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	TagValues(int maximum) {
		this.maximum = maximum;
	}

	/** The value itself if it is known or there is room for it. */
	String of(String value) {
		if (this.known.contains(value)) {
			return value;
		}
		synchronized (this.known) {
			return (this.known.size() < this.maximum && this.known.add(value)) ? value : OTHER;
		}
	}

}
