package io.entitycache.jpa;

import java.util.List;

/**
 * What the copies of one entity are assembled from.
 *
 * @param root the entity itself, with the associations that are included
 * @param notCached one sentence for each thing that a copy does not have
 */
public record Aggregate(IncludedEntity root, List<String> notCached) {

	public Aggregate {
		notCached = List.copyOf(notCached);
	}

}
