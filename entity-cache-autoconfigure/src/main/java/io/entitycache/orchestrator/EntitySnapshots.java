package io.entitycache.orchestrator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.entitycache.CacheSettings;
import io.entitycache.CacheSnapshots;
import io.entitycache.Freshness;
import io.entitycache.ImportResult;
import io.entitycache.KeyCodec;
import io.entitycache.SnapshotExpiry;
import io.entitycache.SnapshotTrust;
import io.entitycache.ValueCodec;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.ShownState;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.Loader;
import io.entitycache.snapshot.SnapshotEntry;
import io.entitycache.snapshot.SnapshotHeader;
import io.entitycache.snapshot.SnapshotReader;
import io.entitycache.snapshot.SnapshotWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Takes entities out of a cache and into it.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class EntitySnapshots<T, ID> implements CacheSnapshots<T> {

	private final CacheSettings settings;

	private final EntityMapping<T, ID> mapping;

	private final CacheRegion<ID, EntityState> region;

	private final Loader<ID, EntityState> loader;

	EntitySnapshots(CacheSettings settings, EntityMapping<T, ID> mapping, CacheRegion<ID, EntityState> region,
			Loader<ID, EntityState> loader) {
		this.settings = settings;
		this.mapping = mapping;
		this.region = region;
		this.loader = loader;
	}

	@Override
	public Stream<String> export(SnapshotExpiry expiry) {
		SnapshotWriter writer = new SnapshotWriter();
		Instant now = Instant.now();
		List<Supplier<String>> entries = new ArrayList<>();
		this.region.forEach((id, cached) -> {
			EntityState state = cached.value();
			Freshness freshness = this.region.freshness(id);
			Duration left = freshness.timeToLive();
			if (state != null && left != null) {
				entries.add(() -> writer.write(entry(id, state, now.plus(left)), expiry));
			}
		});
		SnapshotHeader header = new SnapshotHeader(this.settings.name(), this.mapping.entityName(), schema(), expiry,
				now);
		// Not flat-mapped: whoever iterates over that has all lines in memory at once.
		return Stream.concat(Stream.concat(Stream.of(writer.write(header)), entries.stream().map(Supplier::get)),
				Stream.of(writer.writeEnd(entries.size())));
	}

	private SnapshotEntry entry(ID id, EntityState state, Instant expiresAt) {
		return new SnapshotEntry(this.mapping.idCodec().encode(id), expiresAt, this.mapping.stateCodec().encode(state),
				ShownState.of(state));
	}

	@Override
	public ImportResult importFrom(Stream<String> lines, SnapshotTrust trust) {
		requireNoWriter();
		return importFrom(lines, (header, results) -> target(header, trust, results)).stream()
			.reduce(new ImportResult(this.settings.name(), 0, 0, 0, 0, 0, 0), ImportResult::and);
	}

	/** Reads the lines of one or more caches. */
	static List<ImportResult> importFrom(Stream<String> lines,
			BiFunction<SnapshotHeader, Consumer<ImportResult>, SnapshotReader.Target> targets) {
		List<ImportResult> results = new ArrayList<>();
		new SnapshotReader((header) -> targets.apply(header, results::add)).read(lines.iterator());
		return results;
	}

	/**
	 * Where the entities of a snapshot go.
	 * @throws IllegalArgumentException if it is not one of this cache, or of another
	 * version of the entity
	 */
	SnapshotReader.Target target(SnapshotHeader header, SnapshotTrust trust, Consumer<ImportResult> results) {
		Assert.isTrue(header.cache().equals(this.settings.name()), () -> "It is of the cache '%s', and this is '%s'"
			.formatted(SnapshotHeader.quoted(header.cache()), this.settings.name()));
		Assert.isTrue(header.entity().equals(this.mapping.entityName()),
				() -> "It is of the entity '%s', and this is '%s'".formatted(SnapshotHeader.quoted(header.entity()),
						this.mapping.entityName()));
		Assert.isTrue(header.schema().equals(schema()),
				() -> "The entity '%s' has other attributes now (schema %s, and the snapshot has %s)"
					.formatted(header.entity(), schema(), SnapshotHeader.quoted(header.schema())));
		requireNoWriter();
		return new Target(new OfferedStates<>(this.settings, this.region, this.loader, trust), results);
	}

	@Override
	public ImportResult preload(Supplier<? extends Stream<? extends T>> source) {
		requireNoWriter();
		OfferedStates<ID> offered = new OfferedStates<>(this.settings, this.region, this.loader,
				SnapshotTrust.UNCHANGED);
		try (Stream<? extends T> entities = source.get()) {
			entities.forEachOrdered((entity) -> {
				EntityState state = this.mapping.stateOf(entity);
				ID id = this.mapping.idOf(state);
				if (this.mapping.isRow(state)) {
					offered.offer(id, state);
				}
				else {
					offered.offer(id);
				}
			});
		}
		return offered.end();
	}

	// What such a transaction reads is nobody else's business.
	private void requireNoWriter() {
		Loader.Snapshot snapshot = this.loader.snapshot();
		Assert.state(snapshot.isFresh(),
				"Entities cannot be taken into the cache '%s' inside a transaction that may write or that has a snapshot of its own"
					.formatted(this.settings.name()));
	}

	private String schema() {
		return Long.toHexString(this.mapping.stateCodec().fingerprint());
	}

	/** Where the entities of one snapshot go. */
	private final class Target implements SnapshotReader.Target {

		private final OfferedStates<ID> offered;

		private final Consumer<ImportResult> results;

		private Target(OfferedStates<ID> offered, Consumer<ImportResult> results) {
			this.offered = offered;
			this.results = results;
		}

		@Override
		public void accept(SnapshotEntry entry) {
			KeyCodec<ID> ids = EntitySnapshots.this.mapping.idCodec();
			ValueCodec<EntityState> states = EntitySnapshots.this.mapping.stateCodec();
			ID id = ids.decode(entry.id());
			EntityState state = states.decode(entry.state());
			Assert.isTrue(ids.encode(EntitySnapshots.this.mapping.idOf(state)).equals(entry.id()),
					() -> "'state' is not that of the id '%s'".formatted(SnapshotHeader.quoted(entry.id())));
			@Nullable Instant expiresAt = entry.expiresAt();
			if (expiresAt == null) {
				this.offered.offer(id, state);
			}
			else {
				this.offered.offer(id, state, Duration.between(Instant.now(), expiresAt));
			}
		}

		@Override
		public void end() {
			this.results.accept(this.offered.end());
		}

	}

}
