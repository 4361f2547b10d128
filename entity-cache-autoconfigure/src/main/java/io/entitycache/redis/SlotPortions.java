package io.entitycache.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Splits what concerns many slots into as much as one script may carry: a script stops
 * the server while it runs. On a cluster the slots of a script must be on one server, so
 * each is alone.
 */
final class SlotPortions {

	private static final int SLOTS = 200;

	/** Of what a script stores, in bytes; one slot may have more. */
	private static final int BYTES = 256 * 1024;

	private SlotPortions() {
	}

	static <E> List<List<E>> of(List<E> elements, boolean cluster, ToIntFunction<E> size) {
		List<List<E>> portions = new ArrayList<>();
		int limit = cluster ? 1 : SLOTS;
		int from = 0;
		long bytes = 0;
		for (int i = 0; i < elements.size(); i++) {
			long more = size.applyAsInt(elements.get(i));
			if (i > from && (i - from == limit || bytes + more > BYTES)) {
				portions.add(elements.subList(from, i));
				from = i;
				bytes = 0;
			}
			bytes += more;
		}
		if (from < elements.size()) {
			portions.add(elements.subList(from, elements.size()));
		}
		return portions;
	}

}
