package io.entitycache.exploration;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.read.Loader.Snapshot;
import org.jspecify.annotations.Nullable;

/** Reads once, and must not see less than its node knew when it began. */
final class Reader {

	private final World world;

	private final CacheNode node;

	private final String name;

	Reader(World world, CacheNode node, String name) {
		this.world = world;
		this.node = node;
		this.name = name;
	}

	void read(EntryKey key) {
		start(() -> {
			int known = this.node.known(key);
			check(key, read(key.region(), key.key()), known);
		});
	}

	void readInTransaction(EntryKey key) {
		start(() -> {
			int known = this.node.known(key);
			DatabaseLoader loader = DatabaseLoader.inTransaction(this.world.database(), this.node, key.region());
			check(key, value(this.node.region(key.region()).read(key.key(), loader)), known);
			loader.commit();
		});
	}

	/** Reads in a transaction that has taken its snapshot before. */
	void readInSnapshot(EntryKey key, UnaryOperator<Snapshot> told) {
		start(() -> {
			int known = this.node.known(key);
			Snapshot begun = Snapshot.FRESH_IN_TRANSACTION.since(this.node.context().newTicket());
			this.node.boundary().step("take the snapshot", this.node.boundary().outside().readingDatabase());
			Function<EntryKey, @Nullable String> taken = this.world.database().snapshot();
			this.node.boundary().answer("read");
			DatabaseLoader loader = DatabaseLoader.inSnapshot(taken, this.node, key.region(), told.apply(begun));
			Cached<String> answer = this.node.region(key.region()).read(key.key(), loader);
			this.world.lockstep().landed(this.node.footprint());
			check(key, value(answer), known);
		});
	}

	/** Finds a row by its attribute, in the way of the cache of entities. */
	void find(String sku) {
		start(() -> {
			Map<EntryKey, Integer> known = new HashMap<>();
			this.world.database().keys().forEach((key) -> known.put(key, this.node.known(key)));
			DatabaseLoader loader = DatabaseLoader.of(this.world.database(), this.node, World.POINTERS);
			String id = value(this.node.region(World.POINTERS).read(sku, loader));
			String state = (id != null) ? loader.states().get(id) : null;
			if (id != null && state == null) {
				state = read(World.ROWS, id);
			}
			if (id != null && (state == null || !state.endsWith(sku))) {
				// The pointer was left over.
				id = value(this.node.region(World.POINTERS).reload(sku, loader));
				state = (id != null) ? loader.states().get(id) : null;
			}
			EntryKey answered = (id != null) ? World.row(id) : World.pointer(sku);
			check(answered, state, known.getOrDefault(answered, 0));
		});
	}

	private @Nullable String read(String region, String key) {
		DatabaseLoader loader = DatabaseLoader.of(this.world.database(), this.node, region);
		Cached<String> answer = this.node.region(region).read(key, loader);
		this.world.lockstep().landed(this.node.footprint());
		return value(answer);
	}

	private static @Nullable String value(@Nullable Cached<String> cached) {
		return (cached != null) ? cached.value() : null;
	}

	private void check(EntryKey key, @Nullable String answer, int known) {
		this.world.answered(this.name, answer);
		if (this.world.database().versionOf(key, answer) < known) {
			throw new AssertionError(this.name + " and gets " + answer + ", which it knew to be over");
		}
	}

	private void start(Runnable body) {
		Participant.Step first = new Participant.Step("look into level 1", this.node.footprint());
		this.world.start(this.node, new Actor(this.name, first, /* endless= */ false, body));
	}

}
