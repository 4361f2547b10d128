package io.entitycache.exploration;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementCodec;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.cluster.NumberedAnnouncement;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.tier.SharedView.Position;
import org.jspecify.annotations.Nullable;

/** Some nodes, one shared level, one database, and what happens to them. */
final class World {

	static final String ROWS = "row";

	static final String POINTERS = "row.sku";

	private static final Duration LIFE = NodeDesign.PENDING_LIFE;

	private final Lockstep lockstep;

	private final InMemoryCluster cluster = new InMemoryCluster(LIFE, LIFE);

	private final VersionedDatabase database = new VersionedDatabase();

	private final ManualTime time = new ManualTime();

	private final List<CacheNode> nodes = new ArrayList<>();

	private final Map<CacheNode, Deque<byte[]>> mailboxes = new LinkedHashMap<>();

	private final List<CacheNode> prompt = new ArrayList<>();

	private final List<Announced> announced = new ArrayList<>();

	private final Invariants invariants = new Invariants(this);

	private final Map<String, String> answers = new TreeMap<>();

	private boolean bulkChanges;

	private boolean fickle;

	/* What a replica has after each announcement, for a loss of the ones after it. */

	private final List<InMemoryCluster.Snapshot> snapshots = new ArrayList<>();

	private boolean lost;

	private Position collected = Position.UNKNOWN;

	World(Lockstep lockstep) {
		this.lockstep = lockstep;
		lockstep.invariants(this.invariants::check);
		lockstep.atEnd(this.invariants::checkEnd);
	}

	static EntryKey row(String id) {
		return new EntryKey(ROWS, id);
	}

	static EntryKey pointer(String sku) {
		return new EntryKey(POINTERS, sku);
	}

	Lockstep lockstep() {
		return this.lockstep;
	}

	InMemoryCluster cluster() {
		return this.cluster;
	}

	VersionedDatabase database() {
		return this.database;
	}

	List<CacheNode> nodes() {
		return this.nodes;
	}

	List<Announced> announced() {
		return this.announced;
	}

	Invariants invariants() {
		return this.invariants;
	}

	void answered(String reader, @Nullable String answer) {
		this.answers.put(reader, String.valueOf(answer));
	}

	/** The processes' time. */
	long now() {
		return this.time.read();
	}

	/** What tells how the schedule ended. */
	Supplier<String> outcome() {
		return () -> this.invariants.describe() + " " + this.answers;
	}

	/** There has always been this in the database. */
	World has(EntryKey key, @Nullable String state) {
		this.database.begin(key, state);
		return this;
	}

	/** A node that nobody reads on, and that applies each announcement at once. */
	CacheNode writerNode(String name, NodeDesign design) {
		return promptNode(name, design.withoutReaders());
	}

	/** A node that applies each announcement as soon as it is there. */
	CacheNode promptNode(String name, NodeDesign design) {
		CacheNode node = newNode(name, design);
		this.prompt.add(node);
		return node;
	}

	/** A node that applies each announcement in one step. */
	CacheNode node(String name, NodeDesign design) {
		return node(name, design, 0);
	}

	/**
	 * A node that applies each announcement in one step.
	 * @param losses the number of messages that may be lost
	 */
	CacheNode node(String name, NodeDesign design, int losses) {
		CacheNode node = newNode(name, design);
		Deque<byte[]> mailbox = mailbox(node);
		int[] left = { losses };
		add(node, new Event(name, () -> new Participant.Step("receive", footprintOfMessages(node, losses),
				(left[0] > 0) ? 2 : 1, () -> !mailbox.isEmpty() && !node.isBusy()), (variant) -> {
					left[0] -= variant;
					byte[] message = mailbox.remove();
					if (variant == 0) {
						node.member().received(message);
						node.runTasks();
					}
				}));
		return node;
	}

	// A message that is not the one expected leads to questions.
	private Footprint footprintOfMessages(CacheNode node, int losses) {
		return (losses > 0 || this.fickle) ? node.footprint().writingRedis() : node.footprint();
	}

	/** A node that applies each announcement in several steps. */
	CacheNode finelySteppedNode(String name, NodeDesign design) {
		CacheNode node = newNode(name, design);
		Deque<byte[]> mailbox = mailbox(node);
		Participant.Step apply = new Participant.Step("apply", node.footprint(), 1, () -> !mailbox.isEmpty());
		add(node, new Actor(name + "'s member", apply, /* endless= */ true, () -> {
			while (true) {
				node.member().received(mailbox.remove());
				node.runTasks();
				this.lockstep.step(apply);
			}
		}));
		return node;
	}

	private CacheNode newNode(String name, NodeDesign design) {
		SteppedBoundary boundary = new SteppedBoundary(this.lockstep, this.nodes.size());
		CacheNode node = new CacheNode(name, this.nodes.size() + 1, boundary, design, this.cluster.level2(),
				this.cluster.log(), new Post(), this.time, this.database.regions());
		this.nodes.add(node);
		return node;
	}

	private Deque<byte[]> mailbox(CacheNode node) {
		return this.mailboxes.computeIfAbsent(node, (any) -> new ArrayDeque<>());
	}

	private void add(CacheNode node, Participant participant) {
		node.add(participant);
		this.lockstep.add(participant);
	}

	/** The node has read the key, and so both levels have it. */
	World cached(CacheNode node, EntryKey key) {
		node.region(key.region()).read(key.key(), DatabaseLoader.of(this.database, node, key.region()));
		return this;
	}

	/** The node has read the key, and level 1 has lost it since. */
	World cachedInLevel2(CacheNode node, EntryKey key) {
		cached(node, key);
		node.region(key.region()).evictLocal(key.key());
		return this;
	}

	/** The first of the changes that one transaction on the node makes. */
	Writer writes(CacheNode node, EntryKey key, @Nullable String state) {
		return new Writer(this, node).and(key, state);
	}

	/** One read of the key on the node. */
	World reads(CacheNode node, EntryKey key) {
		new Reader(this, node, node + " reads " + key).read(key);
		return this;
	}

	/** One read of the key on the node, in a transaction that has written something. */
	World readsInTransaction(CacheNode node, EntryKey key) {
		new Reader(this, node, node + " reads " + key + " in a transaction").readInTransaction(key);
		return this;
	}

	/** One read of the key on the node, in a transaction that has a snapshot by then. */
	World readsInSnapshot(CacheNode node, EntryKey key) {
		new Reader(this, node, node + " reads " + key + " in a snapshot").readInSnapshot(key, UnaryOperator.identity());
		return this;
	}

	/** The same, and nobody remembers when that transaction began. */
	World readsInSnapshotAsIfItWereNew(CacheNode node, EntryKey key) {
		new Reader(this, node, node + " reads " + key + " in a snapshot taken for a new one").readInSnapshot(key,
				(snapshot) -> snapshot.since(null));
		return this;
	}

	/** One search for the row with the attribute on the node. */
	World finds(CacheNode node, String sku) {
		new Reader(this, node, node + " finds " + sku).find(sku);
		return this;
	}

	/** Time passes once, at any moment when no transaction is about to commit. */
	World timePasses(Duration duration) {
		return timePasses(duration,
				() -> this.database.hasNoneAboutToCommitSince(now() + duration.minus(LIFE).toNanos()));
	}

	/** Time passes once while some transaction is about to commit. */
	World timePassesBeforeTheCommit(Duration duration) {
		return timePasses(duration, () -> !this.database.hasNoneAboutToCommitSince(now()));
	}

	/** Time passes once after the node has died. */
	World timePassesAfterTheDeathOf(CacheNode node, Duration duration) {
		return timePasses(duration,
				() -> node.isDead() && this.database.hasNoneAboutToCommitSince(now() + duration.minus(LIFE).toNanos()));
	}

	private World timePasses(Duration duration, BooleanSupplier possible) {
		boolean[] passed = new boolean[1];
		this.lockstep.add(new Event("time", () -> new Participant.Step(duration + " pass", footprintOfTime(), 1,
				() -> !passed[0] && possible.getAsBoolean()), (variant) -> {
					passed[0] = true;
					this.cluster.advance(duration);
					this.time.advance(duration);
				}));
		return this;
	}

	// A node's own time makes a difference only where a region may be in flux.
	private Footprint footprintOfTime() {
		return this.bulkChanges ? Footprint.ALL : Footprint.NOTHING.writingRedis().writingDatabase();
	}

	void hasBulkChanges() {
		this.bulkChanges = true;
	}

	/** Whatever the node owes is paid some time later. */
	World paysItsDebt(CacheNode node) {
		Participant.Step pay = new Participant.Step("pay", node.footprint(), 1, () -> node.debt().size() > 0);
		add(node, new Actor(node + "'s maintenance", pay, /* endless= */ true, () -> {
			while (true) {
				node.shared().payDebt();
				this.lockstep.step(pay);
			}
		}));
		return this;
	}

	/** The node asks once, at any time, whether it has missed anything. */
	World checks(CacheNode node) {
		return checks(node, " once", () -> true, /* endless= */ false);
	}

	/** The node asks again and again, but only if it has missed something. */
	World checksRegularly(CacheNode node) {
		return checks(node, " regularly", () -> isBehind(node), /* endless= */ true);
	}

	private World checks(CacheNode node, String how, BooleanSupplier possible, boolean endless) {
		Participant.Step check = new Participant.Step("check", node.footprint().readingRedis(), 1, possible);
		add(node, new Actor(node + " checks" + how, check, endless, () -> {
			do {
				node.member().check();
				node.runTasks();
				if (endless) {
					this.lockstep.step(check);
				}
			}
			while (endless);
		}));
		return this;
	}

	private boolean isBehind(CacheNode node) {
		AnnouncementLog.Position now = this.cluster.log().position();
		Deque<byte[]> mailbox = this.mailboxes.get(node);
		return (mailbox == null || mailbox.isEmpty()) && !node.isBusy()
				&& !node.position().equals(new Position(now.incarnation(), now.sequence()));
	}

	/** Something happens to the shared level, once. */
	World sharedLevel(String what, Runnable effect) {
		this.invariants.unreliable();
		this.fickle = true;
		boolean[] happened = new boolean[1];
		this.lockstep.add(new Event("shared level",
				() -> new Participant.Step(what, Footprint.ALL, 1, () -> !happened[0]), (variant) -> {
					happened[0] = true;
					effect.run();
				}));
		return this;
	}

	/**
	 * The shared level loses its last announcements, once, after it has acknowledged
	 * them: each node has received what was under way, or has not.
	 * @param most the number of announcements that are lost at most
	 */
	World losesAnnouncements(int most) {
		losesAnnouncements(most, () -> {
		});
		return this;
	}

	/** The same, and every subscription is lost with them. */
	World losesAnnouncementsAndSubscriptions(int most) {
		losesAnnouncements(most, () -> this.nodes.forEach((node) -> node.member().unsubscribed()));
		return this;
	}

	private void losesAnnouncements(int most, Runnable also) {
		this.invariants.onlyInTheEnd();
		this.fickle = true;
		this.snapshots.add(this.cluster.snapshot());
		List<Deque<byte[]>> underWay = new ArrayList<>(this.mailboxes.values());
		int variants = most << underWay.size();
		this.lockstep.add(new Event("shared level", () -> new Participant.Step("loses announcements", Footprint.ALL,
				variants, () -> !this.lost && this.snapshots.size() > 1), (variant) -> {
					this.lost = true;
					int losses = 1 + variant % most;
					this.cluster.failOverTo(this.snapshots.get(Math.max(0, this.snapshots.size() - 1 - losses)));
					AnnouncementLog.Position left = this.cluster.log().position();
					this.collected = new Position(left.incarnation(), left.sequence());
					for (int i = 0; i < underWay.size(); i++) {
						if ((variant / most >> i & 1) == 1) {
							underWay.get(i).clear();
						}
					}
					also.run();
				}));
	}

	boolean hasLostAnnouncements() {
		return this.lost;
	}

	/** The node asks once, after the loss, whether it has missed anything. */
	World checksAfterTheLoss(CacheNode node) {
		return checks(node, " after the loss", () -> this.lost, /* endless= */ false);
	}

	/** The node's subscription comes back some time after the loss. */
	World subscribesAgain(CacheNode node) {
		Participant.Step subscribe = new Participant.Step("subscribe", node.footprint().readingRedis(), 1,
				() -> this.lost);
		add(node, new Actor(node + "'s subscription", subscribe, /* endless= */ false, () -> {
			node.member().subscribed();
			node.runTasks();
		}));
		return this;
	}

	/** Readers may wait for each other. */
	World someMayWait() {
		this.lockstep.someMayWait();
		return this;
	}

	void start(CacheNode node, Actor actor) {
		add(node, actor);
	}

	private Map<EntryKey, Integer> versions(Invalidation invalidation) {
		Map<EntryKey, Integer> versions = new HashMap<>();
		for (EntryKey key : this.database.keys()) {
			if (invalidation.covers(key)) {
				versions.put(key, this.database.version(key));
			}
		}
		return versions;
	}

	/** Brings announcements to the nodes, in order. */
	private final class Post implements SteppedLog.Postman {

		@Override
		public void collect(Announcement written) {
			AnnouncementLog log = World.this.cluster.log();
			long incarnation = log.position().incarnation();
			Position last = World.this.collected;
			long from = (last.incarnation() == incarnation) ? last.sequence() + 1 : 1;
			for (byte[] message : log.readFrom(from, Integer.MAX_VALUE)) {
				NumberedAnnouncement logged = AnnouncementCodec.decode(message);
				Position position = new Position(incarnation, logged.sequence());
				World.this.collected = position;
				if (logged.announcement().kind() == Announcement.Kind.COMMITTED) {
					Map<EntryKey, Integer> versions = versions(logged.announcement().invalidation());
					World.this.announced.add(new Announced(position, written.sender(), versions));
				}
				deliver(message);
			}
			if (!World.this.snapshots.isEmpty()) {
				World.this.snapshots.add(World.this.cluster.snapshot());
			}
		}

		private void deliver(byte[] message) {
			World.this.mailboxes.values().forEach((mailbox) -> mailbox.add(message));
			for (CacheNode node : World.this.prompt) {
				if (!node.isDead()) {
					node.member().received(message);
					node.runTasks();
				}
			}
		}

		@Override
		public Footprint footprint() {
			Footprint all = Footprint.NOTHING;
			for (CacheNode node : World.this.prompt) {
				all = all.and(node.footprint());
			}
			return all;
		}

	}

	/**
	 * An announcement of commits.
	 *
	 * @param position its number
	 * @param sender the node that made it, which has a way of its own to apply it
	 * @param versions what it makes the oldest that may be shown
	 */
	record Announced(Position position, long sender, Map<EntryKey, Integer> versions) {

		boolean isAppliedBy(long node, Position applied) {
			return this.sender != node && this.position.incarnation() == applied.incarnation()
					&& this.position.sequence() <= applied.sequence();
		}

	}

}
