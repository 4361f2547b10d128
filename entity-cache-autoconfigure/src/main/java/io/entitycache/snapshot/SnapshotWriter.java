package io.entitycache.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;

import io.entitycache.SnapshotExpiry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the lines of a snapshot. */
public final class SnapshotWriter {

	private final JsonMapper json = JsonMapper.builder().build();

	/** The first line of a cache. */
	public String write(SnapshotHeader header) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("snapshot", SnapshotHeader.FORMAT);
		line.put("cache", header.cache());
		line.put("entity", header.entity());
		line.put("schema", header.schema());
		line.put("expiry", header.expiry() == SnapshotExpiry.WITH);
		line.put("exportedAt", header.exportedAt().toString());
		return this.json.writeValueAsString(line);
	}

	/** The line of an entity. */
	public String write(SnapshotEntry entry, SnapshotExpiry expiry) {
		Map<String, @Nullable Object> line = new LinkedHashMap<>();
		line.put("id", entry.id());
		if (expiry == SnapshotExpiry.WITH) {
			line.put("expiresAt", (entry.expiresAt() != null) ? entry.expiresAt().toString() : null);
		}
		line.put("state", entry.state());
		line.put("values", entry.shown());
		return this.json.writeValueAsString(line);
	}

	/** The last line of a cache, by which it is known to be whole. */
	public String writeEnd(long entries) {
		return this.json.writeValueAsString(Map.of("end", entries));
	}

}
