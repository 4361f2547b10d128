package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.collection.spi.PersistentSet;
import org.jspecify.annotations.Nullable;

/**
 * The members that a collection of entities gets or loses when it is written.
 *
 * @param known whether it is known which ones
 * @param names whether what is written names each of them, so that no other one gets or
 * loses anything, whatever the collection was like before
 * @param added those that it gets
 * @param removed those that it loses
 */
record CollectionChange(boolean known, boolean names, List<Object> added, List<Object> removed) {

	static final CollectionChange UNKNOWN = new CollectionChange(false, false, List.of(), List.of());

	/** Of a collection that is written for the first time. */
	static CollectionChange created(PersistentCollection<?> collection) {
		List<Object> members = membersOf(collection);
		return (members != null) ? new CollectionChange(true, true, members, List.of()) : UNKNOWN;
	}

	// Rows of a set are deleted and inserted each by its own members. Those of a bag are
	// all
	// deleted and inserted again, and those of others are updated by key or position.

	/** Of a collection that has been changed since it was loaded. */
	static CollectionChange updated(PersistentCollection<?> collection) {
		List<Object> before = membersOf(collection.getStoredSnapshot());
		List<Object> after = collection.wasInitialized() ? membersOf(collection) : null;
		return (before != null && after != null) ? new CollectionChange(true, collection instanceof PersistentSet,
				without(after, before), without(before, after)) : UNKNOWN;
	}

	/** Of a collection that is gone. */
	static CollectionChange removed(@Nullable PersistentCollection<?> collection) {
		List<Object> before = (collection != null) ? membersOf(collection.getStoredSnapshot()) : null;
		return (before != null) ? new CollectionChange(true, false, List.of(), before) : UNKNOWN;
	}

	/** All of them. */
	List<Object> members() {
		List<Object> all = new ArrayList<>(this.added);
		all.addAll(this.removed);
		return all;
	}

	private static @Nullable List<Object> membersOf(@Nullable Object collection) {
		if (collection instanceof Map<?, ?> map) {
			return present(map.values());
		}
		return (collection instanceof Collection<?> elements) ? present(elements) : null;
	}

	private static List<Object> present(Collection<?> elements) {
		List<Object> present = new ArrayList<>();
		for (Object element : elements) {
			if (element != null) {
				present.add(element);
			}
		}
		return present;
	}

	private static List<Object> without(List<Object> elements, List<Object> others) {
		Set<Object> excluded = Collections.newSetFromMap(new IdentityHashMap<>());
		excluded.addAll(others);
		return elements.stream().filter((element) -> !excluded.contains(element)).toList();
	}

}
