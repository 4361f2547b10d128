package io.entitycache.exploration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.tier.SharedView.Position;
import org.jspecify.annotations.Nullable;

/** The promises, as far as they can be seen from outside in a single state. */
final class Invariants {

	private final World world;

	private final Map<CacheNode, Position> caughtUpTo = new HashMap<>();

	private final Map<CacheNode, Set<EntryKey>> returning = new HashMap<>();

	private boolean crashSafe = true;

	private boolean onlyInTheEnd;

	Invariants(World world) {
		this.world = world;
	}

	/**
	 * A commit need not be known before it is announced. Otherwise no node that has
	 * applied all announcements there are shows what was before a commit, even if it has
	 * not been announced yet and never will.
	 */
	void unreliable() {
		this.crashSafe = false;
	}

	/** What has been announced may be lost to everybody until somebody finds out. */
	void onlyInTheEnd() {
		this.onlyInTheEnd = true;
	}

	/** The commit call has not yet returned on the node. */
	void committing(CacheNode node, Set<EntryKey> keys) {
		this.returning.computeIfAbsent(node, (any) -> new HashSet<>()).addAll(keys);
	}

	/** The commit call has returned on the node. */
	void returned(CacheNode node, Map<EntryKey, Integer> versions) {
		this.returning.remove(node);
		versions.forEach(node::knows);
	}

	/** Checks the state. */
	void check() {
		for (CacheNode node : this.world.nodes()) {
			if (!node.isDead() && !this.onlyInTheEnd) {
				catchUp(node);
				this.world.database().keys().forEach((key) -> check(node, key));
			}
		}
	}

	/** Checks the state in which nothing is left to happen. */
	void checkEnd() {
		for (CacheNode node : this.world.nodes()) {
			if (!node.isDead()) {
				for (EntryKey key : this.world.database().keys()) {
					require(node, key, this.world.database().version(key), "in the end");
				}
			}
		}
	}

	// What a node has applied, it knows.
	private void catchUp(CacheNode node) {
		Position position = node.position();
		if (!position.equals(this.caughtUpTo.put(node, position))) {
			for (World.Announced announced : this.world.announced()) {
				if (announced.isAppliedBy(node.id(), position)) {
					announced.versions().forEach(node::knows);
				}
			}
		}
	}

	private void check(CacheNode node, EntryKey key) {
		require(node, key, node.known(key), "after its invalidation");
		boolean returned = !this.returning.getOrDefault(node, Set.of()).contains(key);
		if (this.crashSafe && returned && isCurrent(node)) {
			require(node, key, this.world.database().version(key), "after the commit");
		}
	}

	private boolean isCurrent(CacheNode node) {
		AnnouncementLog.Position now = this.world.cluster().log().position();
		return node.position().equals(new Position(now.incarnation(), now.sequence()));
	}

	private void require(CacheNode node, EntryKey key, int version, String when) {
		require(node, key, node.inLevel1(key), version, "level 1 " + when);
		require(node, key, node.inLevel2(key), version, "level 2 " + when);
	}

	private void require(CacheNode node, EntryKey key, @Nullable Cached<String> found, int version, String where) {
		if (found != null && this.world.database().versionOf(key, found.value()) < version) {
			throw new AssertionError("Node " + node + " has " + key + " = " + found.value() + " in " + where
					+ ", which made it " + this.world.database().read(key));
		}
	}

	/** What the levels hold, in a few words. */
	String describe() {
		StringJoiner text = new StringJoiner(" ");
		for (CacheNode node : this.world.nodes()) {
			for (EntryKey key : this.world.database().keys()) {
				text.add(node.isDead() ? node + " is dead"
						: node + "/" + key + "=" + state(node.inLevel1(key)) + "," + state(node.inLevel2(key)));
			}
		}
		return text.toString();
	}

	private static @Nullable String state(@Nullable Cached<String> cached) {
		return (cached != null) ? String.valueOf(cached.value()) : "-";
	}

}
