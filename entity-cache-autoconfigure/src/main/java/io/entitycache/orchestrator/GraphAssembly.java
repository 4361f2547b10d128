package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.Cached;
import io.entitycache.jpa.CollectionState;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.ObjectGraph;
import io.entitycache.orchestrator.GraphPlace.Members;
import io.entitycache.orchestrator.GraphPlace.Reference;
import io.entitycache.read.JointRead;
import org.jspecify.annotations.Nullable;

/**
 * The assembly of one call's copies, level by level: the rows of a level and what their
 * collections hold are read together, in one look at level 2.
 * <p>
 * Rows and collections are invalidated each by itself, so that a copy may be made of
 * parts that were current at different times. A member that is gone, or that says it has
 * another owner, shows that what is known of the collection is of another time: it is
 * loaded anew, once.
 */
final class GraphAssembly {

	private final GraphSource source;

	private final ObjectGraph graph = new ObjectGraph();

	private List<Link> links = new ArrayList<>();

	private Map<GraphPlace, Set<Object>> next = new LinkedHashMap<>();

	/** Rows may refer to each other in circles. */
	private final Map<GraphPlace, Set<Object>> followed = new HashMap<>();

	GraphAssembly(GraphSource source) {
		this.source = source;
	}

	/** Adds a row that is known. */
	void add(EntityMapping<?, ?> mapping, EntityState state) {
		this.graph.add(mapping, state);
	}

	/** Adds rows with all that belongs to their copies. */
	void add(GraphPlace place, Collection<?> ids) {
		want(place, ids);
		while (!this.next.isEmpty()) {
			Map<GraphPlace, Set<Object>> level = this.next;
			this.next = new LinkedHashMap<>();
			JointRead joint = this.source.looksAhead() ? look(level) : JointRead.NONE;
			level.forEach((at, wanted) -> addRows(at, this.source.rows(at.rows(), unknown(at, wanted), joint)));
			replaceOutdated();
			level.forEach((at, wanted) -> follow(at, toFollow(at, wanted), joint));
		}
	}

	/** The copy of the row, {@code null} if there is no such row. */
	<T> @Nullable T entity(EntityMapping<T, ?> mapping, Object id) {
		return (this.graph.state(mapping, id) != null) ? this.graph.instance(mapping, id) : null;
	}

	private void want(GraphPlace place, Collection<?> ids) {
		Set<Object> before = this.followed.getOrDefault(place, Set.of());
		for (Object id : ids) {
			if (!before.contains(id)) {
				this.next.computeIfAbsent(place, (added) -> new LinkedHashSet<>()).add(id);
			}
		}
	}

	private JointRead look(Map<GraphPlace, Set<Object>> level) {
		JointRead joint = new JointRead();
		level.forEach((place, wanted) -> {
			joint.add(place.rows().states(), unknown(place, wanted));
			place.collections().forEach((members) -> joint.add(members.slots().region(), wanted));
		});
		joint.run();
		return joint;
	}

	private void follow(GraphPlace place, List<Object> ids, JointRead joint) {
		place.references().forEach((reference) -> ids.forEach((id) -> refer(place, id, reference)));
		for (Members members : place.collections()) {
			List<Object> open = open(place, members, ids);
			wantMembers(place, members, ids);
			Map<Object, EntityState> loaded = new HashMap<>();
			Map<Object, CollectionState> found = this.source.collections(members.slots(), open, joint, loaded);
			for (Object id : open) {
				CollectionState state = found.get(id);
				// Nothing says that the owner was not there when its collection was read.
				state = (state != null) ? state : reload(members, id, loaded);
				if (state != null) {
					collect(place, id, members, state);
				}
			}
			GraphPlace to = members.target();
			if (to != null) {
				addRows(to, loaded);
			}
		}
	}

	private void refer(GraphPlace place, Object id, Reference reference) {
		EntityMapping<?, ?> type = place.rows().mapping();
		EntityState state = this.graph.state(type, id);
		Object target = (state != null) ? reference.association().targetId(state) : null;
		if (target != null) {
			this.graph.refer(type, id, reference.association());
			want(reference.target(), List.of(target));
		}
	}

	/** Of a collection that another way has led to. */
	private void wantMembers(GraphPlace place, Members members, List<Object> ids) {
		for (Object id : ids) {
			CollectionState state = this.graph.collected(place.rows().mapping(), id, members.association());
			if (state != null) {
				want(members, state);
			}
		}
	}

	private void want(Members members, CollectionState state) {
		GraphPlace to = members.target();
		if (to != null) {
			want(to, members.association().role().ids(state));
		}
	}

	private void collect(GraphPlace place, Object id, Members members, CollectionState state) {
		this.graph.collect(place.rows().mapping(), id, members.association(), state);
		GraphPlace to = members.target();
		if (to != null) {
			want(members, state);
			this.links.add(new Link(place, id, members, to, state));
		}
	}

	private void replaceOutdated() {
		List<Link> checked = this.links;
		this.links = new ArrayList<>();
		for (Link link : checked) {
			Members members = link.members();
			if (isOutdated(link)) {
				Map<Object, EntityState> loaded = new HashMap<>();
				CollectionState state = reload(members, link.owner(), loaded);
				addRows(link.target(), loaded);
				if (state != null) {
					this.graph.collect(link.place().rows().mapping(), link.owner(), members.association(), state);
					want(members, state);
				}
			}
		}
	}

	private boolean isOutdated(Link link) {
		EntityMapping<?, ?> type = link.target().rows().mapping();
		for (Object id : link.members().association().role().ids(link.state())) {
			EntityState member = this.graph.state(type, id);
			if (member == null || link.members().slots().isElsewhere(link.owner(), member)) {
				return true;
			}
		}
		return false;
	}

	private @Nullable CollectionState reload(Members members, Object owner, Map<Object, EntityState> loaded) {
		Cached<CollectionState> cached = this.source.reload(members.slots(), owner, loaded);
		if (cached == null) {
			return null;
		}
		CollectionState state = cached.value();
		return (state != null) ? state : CollectionState.EMPTY;
	}

	private void addRows(GraphPlace place, Map<Object, EntityState> states) {
		states.forEach((id, state) -> this.graph.add(place.rows().mapping(), id, state));
	}

	private List<Object> unknown(GraphPlace place, Collection<Object> ids) {
		return ids.stream().filter((id) -> this.graph.state(place.rows().mapping(), id) == null).toList();
	}

	/** Those that exist and were not followed from there before. */
	private List<Object> toFollow(GraphPlace place, Collection<Object> ids) {
		Set<Object> before = this.followed.computeIfAbsent(place, (added) -> new HashSet<>());
		return ids.stream()
			.filter((id) -> this.graph.state(place.rows().mapping(), id) != null && before.add(id))
			.toList();
	}

	/** Those that have such a collection, and it is not known yet. */
	private List<Object> open(GraphPlace place, Members members, List<Object> ids) {
		EntityMapping<?, ?> type = place.rows().mapping();
		return ids.stream().filter((id) -> {
			EntityState state = this.graph.state(type, id);
			return state != null && members.association().isOf(state)
					&& this.graph.collected(type, id, members.association()) == null;
		}).toList();
	}

	/**
	 * A collection whose members are read with the next level.
	 *
	 * @param place where its owner is
	 * @param owner the owner's id
	 * @param members the association
	 * @param target where they are
	 * @param state what it holds
	 */
	private record Link(GraphPlace place, Object owner, Members members, GraphPlace target, CollectionState state) {
	}

}
