package io.entitycache.snapshot;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The line of one entity.
 *
 * @param id the text form of its id
 * @param expiresAt until when it is fresh, {@code null} if nobody says so
 * @param state the byte form of its state
 * @param shown its state for people, which is not read back
 */
public record SnapshotEntry(String id, @Nullable Instant expiresAt, byte[] state, Map<String, @Nullable Object> shown) {
}
