package io.entitycache.exploration;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.invalidation.Invalidator;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.NodeContext;
import io.entitycache.read.RegionPolicy;
import io.entitycache.tier.Level2;
import io.entitycache.tier.SharedView;
import io.entitycache.transaction.CommitHandler;

/**
 * How a node is built: as in production, or without one of its guards.
 *
 * @param strict whether changes are told of before the commit
 * @param quarantine whether what is owed is not believed
 * @param fluxLife for how long a region is believed to be in flux
 * @param readsToo whether there are readers, so that each removal from its level 1 is a
 * step
 * @param regions builds its regions
 * @param writePath builds its write path
 * @param level2 what stands between it and level 2
 * @param log what stands between it and the announcements
 * @param view what it knows of the shared state
 */
record NodeDesign(boolean strict, boolean quarantine, Duration fluxLife, boolean readsToo, Regions regions,
		WritePath writePath, UnaryOperator<Level2> level2, UnaryOperator<AnnouncementLog> log,
		Supplier<SharedView> view) {

	static final Duration PENDING_LIFE = Duration.ofSeconds(60);

	/** As in production. */
	static final NodeDesign GUARDED = new NodeDesign(true, true, PENDING_LIFE, true,
			(name, policy, node) -> new CacheRegion<>(name, TextCodec.KEYS, new TextCodec(), policy, node),
			(invalidator, node) -> invalidator, UnaryOperator.identity(), UnaryOperator.identity(), SharedView::new);

	NodeDesign afterCommitOnly() {
		return new NodeDesign(false, this.quarantine, this.fluxLife, this.readsToo, this.regions, this.writePath,
				this.level2, this.log, this.view);
	}

	NodeDesign withoutQuarantine() {
		return new NodeDesign(this.strict, false, this.fluxLife, this.readsToo, this.regions, this.writePath,
				this.level2, this.log, this.view);
	}

	NodeDesign withoutFlux() {
		return new NodeDesign(this.strict, this.quarantine, Duration.ofSeconds(-1), this.readsToo, this.regions,
				this.writePath, this.level2, this.log, this.view);
	}

	NodeDesign withoutReaders() {
		return new NodeDesign(this.strict, this.quarantine, this.fluxLife, false, this.regions, this.writePath,
				this.level2, this.log, this.view);
	}

	NodeDesign with(Regions otherRegions) {
		return new NodeDesign(this.strict, this.quarantine, this.fluxLife, this.readsToo, otherRegions, this.writePath,
				this.level2, this.log, this.view);
	}

	NodeDesign with(WritePath otherWritePath) {
		return new NodeDesign(this.strict, this.quarantine, this.fluxLife, this.readsToo, this.regions, otherWritePath,
				this.level2, this.log, this.view);
	}

	NodeDesign withLevel2(UnaryOperator<Level2> otherLevel2) {
		return new NodeDesign(this.strict, this.quarantine, this.fluxLife, this.readsToo, this.regions, this.writePath,
				otherLevel2, this.log, this.view);
	}

	NodeDesign withLog(UnaryOperator<AnnouncementLog> otherLog) {
		return new NodeDesign(this.strict, this.quarantine, this.fluxLife, this.readsToo, this.regions, this.writePath,
				this.level2, otherLog, this.view);
	}

	NodeDesign withView(Supplier<SharedView> otherView) {
		return new NodeDesign(this.strict, this.quarantine, this.fluxLife, this.readsToo, this.regions, this.writePath,
				this.level2, this.log, otherView);
	}

	/** Builds regions. */
	interface Regions {

		CacheRegion<String, String> create(String name, RegionPolicy policy, NodeContext node);

	}

	/** Builds the write path around the real one. */
	interface WritePath {

		CommitHandler create(Invalidator invalidator, CacheNode node);

	}

}
