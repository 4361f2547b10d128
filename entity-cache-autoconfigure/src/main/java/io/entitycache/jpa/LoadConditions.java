package io.entitycache.jpa;

import io.entitycache.transaction.Moment;
import org.jspecify.annotations.Nullable;

/**
 * How a load that begins now reads.
 *
 * @param permission whether what it reads may be remembered
 * @param connected whether it reads with a connection that the current thread holds
 * @param snapshotAfter the moment after which the snapshot it sees was taken,
 * {@code null} if that is the load's own begin
 */
public record LoadConditions(FillPermission permission, boolean connected, @Nullable Moment snapshotAfter) {
}
