package io.entitycache.exploration;

import java.util.HashMap;
import java.util.Map;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.transaction.ChangeSet;
import org.jspecify.annotations.Nullable;

/** One transaction on one node, from its last flush to the return of its commit. */
final class Writer {

	private final World world;

	private final CacheNode node;

	private final Map<EntryKey, @Nullable String> states = new HashMap<>();

	private @Nullable Invalidation invalidation;

	private VersionedDatabase.@Nullable Transaction transaction;

	private @Nullable Writer predecessor;

	private boolean afterTheLoss;

	private boolean hasCommitted;

	private @Nullable Actor actor;

	Writer(World world, CacheNode node) {
		this.world = world;
		this.node = node;
	}

	/** The same transaction changes that too. */
	Writer and(EntryKey key, @Nullable String state) {
		this.states.put(key, state);
		return this;
	}

	/** The caches are told of the whole region in place of the rows. */
	Writer inBulk(String region) {
		this.invalidation = Invalidation.ofRegion(region);
		this.world.hasBulkChanges();
		return this;
	}

	/** It waits until the other transaction has committed. */
	Writer after(Writer other) {
		this.predecessor = other;
		return this;
	}

	/** It begins once the shared level has lost the end of its history. */
	Writer afterTheLoss() {
		this.afterTheLoss = true;
		return this;
	}

	private boolean isItsTurn() {
		Writer other = this.predecessor;
		return (other == null || other.hasCommitted) && (!this.afterTheLoss || this.world.hasLostAnnouncements())
				&& this.world.database().canWrite(this.states.keySet());
	}

	Writer commits() {
		start(" commits", this::commit);
		return this;
	}

	/** It has committed, and not yet said so. */
	Writer announces() {
		ChangeSet changes = write();
		changes.beforeCommit();
		transaction().commit();
		this.hasCommitted = true;
		Map<EntryKey, Integer> versions = versions();
		this.world.invariants().committing(this.node, this.states.keySet());
		start(" announces", () -> {
			changes.afterCompletion(/* committed= */ true);
			this.world.invariants().returned(this.node, versions);
		});
		return this;
	}

	/** Its process ends in peace after that. */
	Writer commitsAndLeaves() {
		start(" commits and leaves", () -> {
			commit();
			this.node.die();
		});
		return this;
	}

	private void commit() {
		ChangeSet changes = write();
		changes.beforeCommit();
		this.node.boundary().step("commit", this.node.boundary().outside().writingDatabase());
		this.world.invariants().committing(this.node, this.states.keySet());
		transaction().commit();
		this.hasCommitted = true;
		Map<EntryKey, Integer> versions = versions();
		changes.afterCompletion(/* committed= */ true);
		this.world.invariants().returned(this.node, versions);
	}

	/** Its process is killed as soon as it has committed, and tells nobody. */
	Writer commitsAndDies() {
		start(" commits and dies", () -> {
			write().beforeCommit();
			this.node.boundary().step("commit and die", this.node.boundary().life().writingDatabase());
			transaction().commit();
			this.node.die();
		});
		return this;
	}

	/** It has told the caches, and then rolls back for sure. */
	Writer rollsBack() {
		start(" rolls back", () -> {
			ChangeSet changes = write();
			this.node.writePath().prepare(changes);
			this.node.boundary().step("roll back", this.node.footprint().writingDatabase());
			transaction().rollBack();
			this.node.writePath().rolledBack(changes);
		});
		return this;
	}

	/** Its process may be killed at any instant. */
	Writer mayBeKilled() {
		this.world.lockstep()
			.add(new Event(this.node + "'s process", () -> new Participant.Step("dies",
					this.node.boundary().life().writingDatabase(), 1, this::isUnderWay), (variant) -> {
						this.node.die();
						if (this.transaction != null) {
							this.transaction.rollBack();
						}
					}));
		return this;
	}

	private boolean isUnderWay() {
		Actor started = this.actor;
		return started != null && started.isStarted() && !started.isFinished() && !this.node.isDead();
	}

	private ChangeSet write() {
		VersionedDatabase.Transaction begun = this.world.database().write(this.states);
		this.transaction = begun;
		begun.aboutToCommit(this.world.now());
		ChangeSet changes = new ChangeSet(this.node.writePath());
		changes.add((this.invalidation != null) ? this.invalidation : Invalidation.ofKeys(this.states.keySet()));
		return changes;
	}

	private Map<EntryKey, Integer> versions() {
		Map<EntryKey, Integer> versions = new HashMap<>();
		this.states.keySet().forEach((key) -> versions.put(key, this.world.database().version(key)));
		return versions;
	}

	private VersionedDatabase.Transaction transaction() {
		VersionedDatabase.Transaction begun = this.transaction;
		if (begun == null) {
			throw new IllegalStateException("Nothing has been written");
		}
		return begun;
	}

	private void start(String how, Runnable body) {
		Participant.Step first = new Participant.Step("write", this.node.footprint().writingDatabase(), 1,
				this::isItsTurn);
		Actor started = new Actor(this.node + "'s writer of " + this.states + how, first,
				/* endless= */ false, body);
		this.actor = started;
		this.world.start(this.node, started);
	}

}
