package io.entitycache;

/**
 * What became of entities that were offered to a cache. Each of them is counted once
 * among those offered and once among the outcomes, also where several have the same id.
 *
 * @param cache the cache's name
 * @param offered entities that were offered
 * @param admitted those that are cached now
 * @param outdated those of which the database has another state, or no row any more; the
 * state it has is cached
 * @param expired those whose time was over
 * @param refused those that were not admitted because a change came between, or because
 * level 2 could not be asked
 * @param beyond those past the cache's maximum size
 */
public record ImportResult(String cache, long offered, long admitted, long outdated, long expired, long refused,
		long beyond) {

	/** Both, of the same cache. */
	public ImportResult and(ImportResult other) {
		return new ImportResult(this.cache, this.offered + other.offered, this.admitted + other.admitted,
				this.outdated + other.outdated, this.expired + other.expired, this.refused + other.refused,
				this.beyond + other.beyond);
	}

}
