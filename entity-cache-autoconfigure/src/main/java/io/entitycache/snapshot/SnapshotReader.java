package io.entitycache.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;

import java.util.function.Function;

import io.entitycache.SnapshotException;
import io.entitycache.SnapshotExpiry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the lines of one or more caches' snapshots, one after another. Used once. */
public final class SnapshotReader {

	private final JsonMapper json = JsonMapper.builder().build();

	private final Function<SnapshotHeader, Target> targets;

	private long line;

	private long entries;

	private @Nullable SnapshotHeader header;

	private @Nullable Target target;

	/**
	 * Creates a new instance.
	 * @param targets where the entities of a snapshot go; it throws an
	 * {@link IllegalArgumentException} if they have no place to go
	 */
	public SnapshotReader(Function<SnapshotHeader, Target> targets) {
		this.targets = targets;
	}

	/**
	 * Reads every line.
	 * @throws SnapshotException if a line is not what it should be
	 */
	public void read(Iterator<String> lines) {
		while (lines.hasNext()) {
			String text = lines.next();
			this.line++;
			if (!text.isBlank()) {
				read(parse(text));
			}
		}
		if (this.target != null) {
			throw new SnapshotException(this.line + 1, "The line {\"end\": ...} is missing: the snapshot is not whole");
		}
		if (this.line == 0) {
			throw new SnapshotException(1, "The header is missing");
		}
	}

	private void read(JsonNode node) {
		SnapshotHeader current = this.header;
		Target open = this.target;
		if (current == null || open == null) {
			begin(node);
		}
		else if (node.has("end")) {
			end(node, open);
		}
		else {
			this.entries++;
			accept(entry(node, current.expiry()), open);
		}
	}

	private void begin(JsonNode node) {
		JsonNode format = node.get("snapshot");
		if (format == null) {
			throw failed("The header is missing; it begins with {\"snapshot\": %d".formatted(SnapshotHeader.FORMAT));
		}
		if (!format.isInt() || format.asInt() != SnapshotHeader.FORMAT) {
			throw failed("The format %s is not known, only %d is".formatted(SnapshotHeader.quoted(format.toString()),
					SnapshotHeader.FORMAT));
		}
		JsonNode expiry = node.get("expiry");
		if (expiry == null || !expiry.isBoolean()) {
			throw failed("'expiry' has to be true or false");
		}
		SnapshotHeader begun = new SnapshotHeader(text(node, "cache"), text(node, "entity"), text(node, "schema"),
				expiry.asBoolean() ? SnapshotExpiry.WITH : SnapshotExpiry.WITHOUT, instant(node, "exportedAt"));
		try {
			this.target = this.targets.apply(begun);
		}
		catch (IllegalArgumentException ex) {
			throw failed(String.valueOf(ex.getMessage()));
		}
		this.header = begun;
		this.entries = 0;
	}

	private void end(JsonNode node, Target open) {
		if (node.get("end").asLong(-1) != this.entries) {
			throw failed("It tells of %s entities, and there were %d"
				.formatted(SnapshotHeader.quoted(node.get("end").toString()), this.entries));
		}
		this.target = null;
		this.header = null;
		open.end();
	}

	private void accept(SnapshotEntry entry, Target open) {
		try {
			open.accept(entry);
		}
		catch (IllegalArgumentException ex) {
			throw failed(String.valueOf(ex.getMessage()));
		}
	}

	private SnapshotEntry entry(JsonNode node, SnapshotExpiry expiry) {
		JsonNode expiresAt = node.get("expiresAt");
		if ((expiresAt != null) != (expiry == SnapshotExpiry.WITH)) {
			throw failed((expiresAt != null) ? "'expiresAt' is there, and the header says that it is not"
					: "'expiresAt' is missing; without an end it is null");
		}
		boolean endless = expiresAt == null || expiresAt.isNull();
		return new SnapshotEntry(text(node, "id"), endless ? null : instant(node, "expiresAt"), state(node),
				new HashMap<>());
	}

	private byte[] state(JsonNode node) {
		try {
			return Base64.getDecoder().decode(text(node, "state"));
		}
		catch (IllegalArgumentException ex) {
			throw failed("'state' is not in Base64");
		}
	}

	private String text(JsonNode node, String name) {
		JsonNode value = node.get(name);
		if (value == null || !value.isString()) {
			throw failed("'%s' has to be a text".formatted(name));
		}
		return value.asString();
	}

	private Instant instant(JsonNode node, String name) {
		try {
			return Instant.parse(text(node, name));
		}
		catch (DateTimeException ex) {
			throw failed("'%s' has to be a time such as 2030-01-31T12:00:00Z".formatted(name));
		}
	}

	private JsonNode parse(String text) {
		JsonNode node;
		try {
			node = this.json.readTree(text);
		}
		catch (JacksonException ex) {
			throw failed("It is not JSON");
		}
		if (!node.isObject()) {
			throw failed("It is not a JSON object");
		}
		return node;
	}

	private SnapshotException failed(String reason) {
		return new SnapshotException(this.line, reason);
	}

	/** Where the entities of one cache go. */
	public interface Target {

		/**
		 * The next entity.
		 * @throws IllegalArgumentException if it is none of this cache
		 */
		void accept(SnapshotEntry entry);

		/** There was no further one. */
		void end();

	}

}
