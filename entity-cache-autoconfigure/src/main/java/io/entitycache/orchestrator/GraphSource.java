package io.entitycache.orchestrator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.Cached;
import io.entitycache.jpa.CollectionState;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.JointRead;
import org.jspecify.annotations.Nullable;

/** Where the parts of copies come from. */
interface GraphSource {

	/** The caches, and the database for what they do not know. */
	GraphSource READ = new Reading();

	/** The states of the rows that exist. */
	Map<Object, EntityState> rows(CachedRows<?, Object> rows, List<Object> ids, JointRead joint);

	/**
	 * What the owners' collections hold.
	 * @param states is given the states of members that were loaded on the way
	 */
	Map<Object, CollectionState> collections(CachedCollections<Object> slots, List<Object> ids, JointRead joint,
			Map<Object, EntityState> states);

	/**
	 * As {@link #collections}, of one owner of which what is known is outdated;
	 * {@code null} if nothing newer is to be had.
	 */
	@Nullable Cached<CollectionState> reload(CachedCollections<Object> slots, Object id, Map<Object, EntityState> states);

	/** Whether the levels are asked for many keys at once. */
	boolean looksAhead();

	/** Reads. */
	final class Reading implements GraphSource {

		@Override
		public Map<Object, EntityState> rows(CachedRows<?, Object> rows, List<Object> ids, JointRead joint) {
			return rows.reads().readAll(ids, joint);
		}

		@Override
		public Map<Object, CollectionState> collections(CachedCollections<Object> slots, List<Object> ids,
				JointRead joint, Map<Object, EntityState> states) {
			return slots.readAll(ids, joint, states);
		}

		@Override
		public @Nullable Cached<CollectionState> reload(CachedCollections<Object> slots, Object id,
				Map<Object, EntityState> states) {
			return slots.reload(id, states);
		}

		@Override
		public boolean looksAhead() {
			return true;
		}

	}

	/** Looks at what the levels know, and remembers whether that was everything. */
	final class Peeking implements GraphSource {

		private boolean complete = true;

		boolean isComplete() {
			return this.complete;
		}

		@Override
		public Map<Object, EntityState> rows(CachedRows<?, Object> rows, List<Object> ids, JointRead joint) {
			Map<Object, EntityState> known = new HashMap<>();
			ids.forEach((id) -> put(id, rows.reads().peek(id), known));
			return known;
		}

		@Override
		public Map<Object, CollectionState> collections(CachedCollections<Object> slots, List<Object> ids,
				JointRead joint, Map<Object, EntityState> states) {
			Map<Object, CollectionState> known = new HashMap<>();
			ids.forEach((id) -> put(id, slots.peek(id), known));
			return known;
		}

		private <V> void put(Object id, @Nullable Cached<V> cached, Map<Object, V> known) {
			V value = (cached != null) ? cached.value() : null;
			if (value != null) {
				known.put(id, value);
			}
			this.complete &= cached != null;
		}

		@Override
		public @Nullable Cached<CollectionState> reload(CachedCollections<Object> slots, Object id,
				Map<Object, EntityState> states) {
			this.complete = false;
			return null;
		}

		@Override
		public boolean looksAhead() {
			return false;
		}

	}

}
