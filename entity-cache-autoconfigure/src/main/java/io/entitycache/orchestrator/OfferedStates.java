package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.entitycache.Cached;
import io.entitycache.CacheSettings;
import io.entitycache.ImportResult;
import io.entitycache.SnapshotTrust;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.FillTicket;
import io.entitycache.read.Loader;
import org.jspecify.annotations.Nullable;

/**
 * Takes states that somebody offers into a region, portion by portion, behind the same
 * fences as a load that began when this was created. Used by one thread.
 *
 * @param <ID> the type of the entity's id
 */
final class OfferedStates<ID> {

	private static final int PORTION = 200;

	private final CacheSettings settings;

	private final CacheRegion<ID, EntityState> region;

	private final Loader<ID, EntityState> loader;

	private final @Nullable FillTicket ticket;

	private final Map<ID, EntityState> portion = new LinkedHashMap<>();

	private final Set<ID> unread = new LinkedHashSet<>();

	private long offered;

	private long taken;

	private long admitted;

	private long outdated;

	private long expired;

	private long refused;

	private long beyond;

	/**
	 * Begins.
	 * @param trust whether the states themselves may be kept; where level 2 cannot say
	 * with one answer that nobody is about to change them, the database is asked
	 */
	OfferedStates(CacheSettings settings, CacheRegion<ID, EntityState> region, Loader<ID, EntityState> loader,
			SnapshotTrust trust) {
		this.settings = settings;
		this.region = region;
		this.loader = loader;
		this.ticket = (trust == SnapshotTrust.UNCHANGED) ? region.ticket() : null;
	}

	/**
	 * Offers a state. Each state has an outcome of its own, also one of several that are
	 * offered for the same id.
	 */
	void offer(ID id, EntityState state) {
		if (hasRoom()) {
			endPortionWith(id);
			this.portion.put(id, state);
			if (this.portion.size() >= PORTION) {
				keep();
			}
		}
	}

	/** Offers a row of which only the id is known: it is read. */
	void offer(ID id) {
		if (hasRoom()) {
			this.unread.add(id);
			if (this.unread.size() >= PORTION) {
				read();
			}
		}
	}

	private void read() {
		if (!this.unread.isEmpty()) {
			long found = this.region.readAll(this.unread, this.loader)
				.values()
				.stream()
				.filter((row) -> row.value() != null)
				.count();
			this.admitted += found;
			this.outdated += this.unread.size() - found;
			this.unread.clear();
		}
	}

	/** Offers a state that is fresh for some time from now. */
	void offer(ID id, EntityState state, Duration freshFor) {
		if (freshFor.isNegative() || freshFor.isZero()) {
			this.offered++;
			this.expired++;
			return;
		}
		FillTicket current = this.ticket;
		Duration life = this.settings.ttl();
		if (current == null || freshFor.compareTo(life) >= 0) {
			offer(id, state);
		}
		else if (hasRoom()) {
			endPortionWith(id);
			// As if it had been loaded that much earlier.
			admit(Map.of(id, state), current.earlier(life.minus(freshFor)));
		}
	}

	// What was offered earlier is kept earlier.
	private void endPortionWith(ID id) {
		if (this.portion.containsKey(id)) {
			keep();
		}
	}

	private boolean hasRoom() {
		this.offered++;
		if (this.taken >= this.settings.level1().maximumSize()) {
			this.beyond++;
			return false;
		}
		this.taken++;
		return true;
	}

	private void keep() {
		if (this.portion.isEmpty()) {
			return;
		}
		FillTicket current = this.ticket;
		if (current != null) {
			admit(this.portion, current);
		}
		else {
			verify();
		}
		this.portion.clear();
	}

	private void admit(Map<ID, EntityState> states, FillTicket current) {
		this.region.admit(states, current);
		states.forEach((id, state) -> {
			Cached<EntityState> cached = this.region.peek(id);
			if (cached != null && state.equals(cached.value())) {
				this.admitted++;
			}
			else {
				this.refused++;
			}
		});
	}

	private void verify() {
		Map<ID, Cached<EntityState>> rows = this.region.readAll(this.portion.keySet(), this.loader);
		this.portion.forEach((id, state) -> {
			Cached<EntityState> row = rows.get(id);
			if (row != null && state.equals(row.value())) {
				this.admitted++;
			}
			else {
				this.outdated++;
			}
		});
	}

	/** What became of the states; nothing more is offered. */
	ImportResult end() {
		keep();
		read();
		return new ImportResult(this.settings.name(), this.offered, this.admitted, this.outdated, this.expired,
				this.refused, this.beyond);
	}

}
