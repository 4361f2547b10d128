package io.entitycache.invalidation;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import io.entitycache.transaction.ChangeSet;

/**
 * The regions that this process's open transactions are changing as a whole, from before
 * the statement until the regions are cleared here. Weak, as a session that is given up
 * inside its transaction never tells how that ended.
 */
final class OpenTransactions {

	private final Map<ChangeSet, Set<String>> regions = Collections.synchronizedMap(new WeakHashMap<>());

	void changesRegions(ChangeSet changes) {
		this.regions.put(changes, changes.invalidation().regions());
	}

	void ended(ChangeSet changes) {
		this.regions.remove(changes);
	}

	boolean change(String region) {
		if (this.regions.isEmpty()) {
			return false;
		}
		synchronized (this.regions) {
			return this.regions.values().stream().anyMatch((changed) -> changed.contains(region));
		}
	}

}
