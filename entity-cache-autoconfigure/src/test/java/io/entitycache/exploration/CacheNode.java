package io.entitycache.exploration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.Cached;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.cluster.ClusterMember;
import io.entitycache.cluster.MemberOnExecutor;
import io.entitycache.invalidation.Invalidator;
import io.entitycache.invalidation.SharedInvalidation;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.NodeContext;
import io.entitycache.read.RegionPolicy;
import io.entitycache.tier.Debt;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.Level2;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.entitycache.transaction.CommitHandler;
import org.jspecify.annotations.Nullable;

/** One process: the real classes, put together as in production. */
final class CacheNode {

	private static final Duration LONG = Duration.ofHours(1);

	private final String name;

	private final long id;

	private final SteppedBoundary boundary;

	private final SharedView view;

	private final Debt debt = new Debt(100);

	private final NodeContext context;

	private final SteppedLog log;

	private final SharedInvalidation shared;

	private final ClusterMember member;

	private final TaskQueue tasks = new TaskQueue();

	private final CommitHandler writePath;

	private final Invalidator invalidator;

	private final Map<String, CacheRegion<String, String>> regions = new LinkedHashMap<>();

	/* The same regions seen past level 1. */

	private final Map<String, CacheRegion<String, String>> level2Alone = new HashMap<>();

	private final List<InvalidationTarget> targets = new ArrayList<>();

	private final Map<EntryKey, Integer> known = new HashMap<>();

	private final List<Participant> participants = new ArrayList<>();

	private boolean dead;

	private boolean busy;

	CacheNode(String name, long id, SteppedBoundary boundary, NodeDesign design, Level2 level2, AnnouncementLog log,
			SteppedLog.Postman postman, Ticker ticker, List<String> regionNames) {
		this.name = name;
		this.id = id;
		this.view = design.view().get();
		this.boundary = boundary;
		this.log = new SteppedLog(design.log().apply(log), boundary, postman);
		Level1Lease lease = Level1Lease.of(LONG, Duration.ofSeconds(30));
		ServerClock serverClock = new ServerClock();
		SharedTier tier = new SharedTier(new SteppedLevel2(design.level2().apply(level2), boundary),
				design.quarantine() ? this.debt : new Debt(1), serverClock, ticker, EntityCacheObserver.NOOP);
		this.context = new NodeContext(new FenceClock(), lease, this.view, tier, serverClock, ticker,
				EntityCacheObserver.NOOP);
		for (String region : regionNames) {
			this.regions.put(region,
					design.regions().create(region, policy(region, /* level1= */ true), this.context));
			this.level2Alone.put(region, NodeDesign.GUARDED.regions()
				.create(region, policy(region, /* level1= */ false), this.context));
		}
		this.shared = new SharedInvalidation(id, this.log, tier, this.view, this.debt, ticker, design.fluxLife(),
				(region) -> design.strict(), /* rejectUnreachable= */ false);
		this.regions.values()
			.forEach((region) -> this.targets.add(design.readsToo() ? new SteppedTarget(region, boundary) : region));
		this.invalidator = new Invalidator(this.targets, this.shared);
		this.writePath = design.writePath().create(this.invalidator, this);
		this.member = MemberOnExecutor.create(this.log, tier, this.view, lease, serverClock, ticker, this.invalidator,
				this.tasks);
		this.member.subscribed();
		this.tasks.runAll();
	}

	private static RegionPolicy policy(String region, boolean level1) {
		return new RegionPolicy(region, level1, LONG, 100, /* level2= */ true, LONG, LONG, Duration.ZERO,
				/* jitter= */ 0, /* loadOnMiss= */ true, LONG, Duration.ZERO, Duration.ZERO);
	}

	/** The id by which it knows its own announcements. */
	long id() {
		return this.id;
	}

	SteppedBoundary boundary() {
		return this.boundary;
	}

	/** The footprint of what happens in its memory. */
	Footprint footprint() {
		return this.boundary.inside();
	}

	CommitHandler writePath() {
		return this.writePath;
	}

	NodeContext context() {
		return this.context;
	}

	/** Its regions as the write path sees them. */
	List<InvalidationTarget> targets() {
		return this.targets;
	}

	SharedInvalidation shared() {
		return this.shared;
	}

	SteppedLog log() {
		return this.log;
	}

	ClusterMember member() {
		return this.member;
	}

	TaskQueue tasks() {
		return this.tasks;
	}

	SharedView.Position position() {
		return this.view.position();
	}

	Debt debt() {
		return this.debt;
	}

	CacheRegion<String, String> region(String region) {
		CacheRegion<String, String> found = this.regions.get(region);
		if (found == null) {
			throw new IllegalArgumentException("There is no region " + region);
		}
		return found;
	}

	/** What level 1 would answer. */
	@Nullable Cached<String> inLevel1(EntryKey key) {
		List<Cached<String>> found = new ArrayList<>(1);
		region(key.region()).forEach((other, cached) -> {
			if (other.equals(key.key())) {
				found.add(cached);
			}
		});
		return found.isEmpty() ? null : found.get(0);
	}

	/** What level 2 would answer, as this node believes it. */
	@Nullable Cached<String> inLevel2(EntryKey key) {
		CacheRegion<String, String> region = this.level2Alone.get(key.region());
		return (region != null) ? region.peek(key.key()) : null;
	}

	/** This node must not show an older version any more. */
	void knows(EntryKey key, int version) {
		this.known.merge(key, version, Math::max);
	}

	int known(EntryKey key) {
		return this.known.getOrDefault(key, 0);
	}

	/** Applies all that has arrived. */
	void runTasks() {
		if (this.busy) {
			// One after the other: whoever is at it comes to this one, too.
			return;
		}
		this.busy = true;
		this.tasks.runAll();
		this.busy = false;
	}

	/** Whether it is applying something. */
	boolean isBusy() {
		return this.busy;
	}

	void add(Participant participant) {
		this.participants.add(participant);
	}

	void die() {
		this.dead = true;
		this.participants.forEach(Participant::kill);
	}

	boolean isDead() {
		return this.dead;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
