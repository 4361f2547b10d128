package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Copies of entities that refer to each other, made from states: of each row there is one
 * instance, whichever way leads to it. Gather first, then ask for instances. Not safe for
 * use by several threads.
 */
public final class ObjectGraph {

	private final Map<Row, Node> nodes = new LinkedHashMap<>();

	/** Rows that were asked for by another form of their id. */
	private final Map<Row, Row> forms = new HashMap<>();

	private boolean built;

	/** The state of a row, {@code null} if it is not part of the graph. */
	public @Nullable EntityState state(EntityMapping<?, ?> mapping, Object id) {
		Node node = find(new Row(mapping.rootEntityName(), id));
		return (node != null) ? node.state : null;
	}

	/**
	 * Adds a row; the first state of a row stays.
	 * @param asked the id by which it was found, which may be another form of its own
	 */
	public void add(EntityMapping<?, ?> mapping, Object asked, EntityState state) {
		add(mapping, state);
		if (!asked.equals(state.id())) {
			this.forms.put(new Row(mapping.rootEntityName(), asked), new Row(mapping.rootEntityName(), state.id()));
		}
	}

	private @Nullable Node find(Row row) {
		return this.nodes.get(this.forms.isEmpty() ? row : this.forms.getOrDefault(row, row));
	}

	/** Adds a row; the first state of a row stays. */
	public void add(EntityMapping<?, ?> mapping, EntityState state) {
		this.nodes.putIfAbsent(new Row(mapping.rootEntityName(), state.id()), new Node(state));
	}

	/**
	 * Has the association of a row lead to its target, or to nothing if there is no such
	 * row in the graph: it is gone then, or no session can see it.
	 */
	public void refer(EntityMapping<?, ?> mapping, Object id, Association association) {
		node(mapping, id).references.put(association.name(), association);
	}

	/** What the row's collection holds, {@code null} if that is not known yet. */
	public @Nullable CollectionState collected(EntityMapping<?, ?> mapping, Object id, Association association) {
		Collected collected = node(mapping, id).collections.get(association.name());
		return (collected != null) ? collected.members() : null;
	}

	/**
	 * Says what a collection of a row holds. Members that are not part of the graph are
	 * left out; if it can hold but one, that becomes a reference.
	 */
	public void collect(EntityMapping<?, ?> mapping, Object id, Association association, CollectionState members) {
		node(mapping, id).collections.put(association.name(), new Collected(association, members));
	}

	/** The copy of a row that is part of the graph. */
	public <T> T instance(EntityMapping<T, ?> mapping, Object id) {
		if (!this.built) {
			this.built = true;
			build();
		}
		return mapping.entityType().cast(node(mapping, id).entity);
	}

	private Node node(EntityMapping<?, ?> mapping, Object id) {
		Node node = find(new Row(mapping.rootEntityName(), id));
		if (node == null) {
			throw new IllegalArgumentException("The row is not part of the graph");
		}
		return node;
	}

	// In four passes: an instance can be referred to before it has values, a set wants to
	// know what its elements are like, and a callback may look at everything.
	private void build() {
		this.nodes.values().forEach(Node::create);
		this.nodes.values().forEach(this::fill);
		this.nodes.values().forEach(this::load);
		this.nodes.values().forEach(this::runCallbacks);
	}

	private void runCallbacks(Node node) {
		EntityShape shape = node.state.shape();
		if (shape.hasCallbacks()) {
			shape.runCallbacks(node.entity);
			if (node.state.isOfInstance()) {
				set(node, node.id, node.values);
			}
		}
	}

	private void fill(Node node) {
		EntityShape shape = node.state.shape();
		Object id = shape.copyId(node.state.id());
		@Nullable Object[] values = shape.valuesOf(node.state, node.entity, id);
		node.references.values().stream().filter((association) -> !association.isOfId()).forEach((association) -> {
			values[shape.position(association.name())] = entity(association.targetRoot(),
					association.targetId(node.state));
		});
		for (Collected collected : node.collections.values()) {
			Association association = collected.association();
			int position = shape.position(association.name());
			values[position] = association.role()
				.begin(values[position], collected.members(), (member) -> entity(association.targetRoot(), member));
			node.begun.add(values[position]);
		}
		set(node, id, values);
		node.id = id;
		node.values = values;
	}

	private void set(Node node, Object id, @Nullable Object[] values) {
		node.state.shape().fill(node.entity, id, values);
		node.references.values().stream().filter(Association::isOfId).forEach((association) -> {
			Object target = entity(association.targetRoot(), association.targetId(node.state));
			if (target != null) {
				association.set(node.entity, target);
			}
		});
	}

	private void load(Node node) {
		int next = 0;
		for (Collected collected : node.collections.values()) {
			Association association = collected.association();
			association.role()
				.complete(node.begun.get(next), collected.members(), (id) -> entity(association.targetRoot(), id));
			next++;
		}
	}

	private @Nullable Object entity(String root, @Nullable Object id) {
		Node node = (id != null) ? find(new Row(root, id)) : null;
		return (node != null) ? node.entity : null;
	}

	/**
	 * A row.
	 *
	 * @param root the root of its hierarchy
	 * @param id its id
	 */
	private record Row(String root, Object id) {
	}

	/**
	 * What a collection holds.
	 *
	 * @param association the collection
	 * @param members its members
	 */
	private record Collected(Association association, CollectionState members) {
	}

	/** A row on its way to a copy. */
	private static final class Node {

		private final EntityState state;

		private final Map<String, Association> references = new HashMap<>();

		private final Map<String, Collected> collections = new LinkedHashMap<>();

		private final List<@Nullable Object> begun = new ArrayList<>();

		private Object entity = this;

		private Object id = this;

		private @Nullable Object[] values = {};

		private Node(EntityState state) {
			this.state = state;
		}

		private void create() {
			this.entity = this.state.shape().create();
		}

	}

}
