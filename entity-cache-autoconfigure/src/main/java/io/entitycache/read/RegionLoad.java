package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.entitycache.Cached;
import io.entitycache.FillRefusal;
import io.entitycache.Level;
import io.entitycache.LoadTimeoutException;
import io.entitycache.tier.Level2.Claim;
import io.entitycache.tier.Level2.Reservation;
import io.entitycache.tier.LocalEntry;
import io.entitycache.tier.LocalTier;
import org.jspecify.annotations.Nullable;

import org.springframework.util.CollectionUtils;

/**
 * One pass over some keys that nobody else is loading: level 1 once more, level 2, the
 * database, and back up through the fences. Used once, by one thread.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
final class RegionLoad<K, V> {

	/** Longer than anybody pauses who waits for a load. */
	private static final Duration FREE = Duration.ofMillis(500);

	/** Two clocks differ by less than one part in so many. */
	private static final long CLOCK_DRIFT = 500;

	private final RegionParts<K, V> parts;

	private final Loader<K, V> loader;

	private final Loader.Snapshot snapshot;

	private final HeldLeases<K> held;

	private final Filling<K, V> filling;

	private final RegionEvents events;

	private final JointRead.@Nullable Known<K, V> known;

	private final List<K> missing;

	private final Map<K, Cached<V>> stale;

	private final Map<K, Cached<V>> answers;

	private final long begunAt;

	private FillTicket ticket;

	RegionLoad(RegionParts<K, V> parts, List<K> missing, Map<K, Cached<V>> stale, Loader<K, V> loader,
			Loader.Snapshot snapshot, FillTicket ticket, JointRead.@Nullable Known<K, V> known) {
		this.parts = parts;
		this.loader = loader;
		this.snapshot = snapshot;
		this.ticket = ticket;
		this.known = known;
		this.begunAt = ticket.fence();
		this.held = new HeldLeases<>(parts.policy().loadLease(), snapshot.connected());
		this.filling = new Filling<>(parts, this.held);
		this.events = new RegionEvents(parts.name(), parts.node().observer());
		this.missing = new ArrayList<>(missing);
		this.stale = new HashMap<>(stale);
		this.answers = CollectionUtils.newHashMap(missing.size());
	}

	/** What is known or was loaded, by key. */
	Map<K, Cached<V>> run() {
		askLocal();
		askShared();
		SharedRegion<K, V> shared = this.parts.shared();
		if (shared == null || this.missing.isEmpty() || !mayShareLoads(shared)) {
			return runFromDatabase();
		}
		shareLoads(shared);
		return this.answers;
	}

	/** What was loaded, by key. */
	Map<K, Cached<V>> runFromDatabase() {
		if (!this.missing.isEmpty() && this.parts.policy().loadOnMiss()) {
			askDatabase(List.copyOf(this.missing), reserve());
		}
		else {
			this.parts.counters().misses.add(this.missing.size());
		}
		return this.answers;
	}

	// Another flight may have landed between the caller's look and the start of ours.
	private void askLocal() {
		LocalTier<K, V> local = this.parts.local();
		if (local == null) {
			return;
		}
		long now = this.parts.node().ticker().read();
		this.missing.removeIf((key) -> {
			LocalEntry<V> entry = local.find(key, now);
			boolean fresh = entry != null && entry.isFresh(now);
			if (fresh && entry != null) {
				this.answers.put(key, entry);
				this.parts.counters().level1Hits.increment();
				if (entry.isAbsent()) {
					this.parts.counters().level1AbsentHits.increment();
				}
			}
			return fresh;
		});
	}

	private void askShared() {
		SharedRegion<K, V> shared = this.parts.shared();
		if (shared == null || this.missing.isEmpty()) {
			return;
		}
		JointRead.Known<K, V> answers = this.known;
		if (answers != null && answers.keys().containsAll(this.missing)) {
			use(answers.found(), answers.askedAt());
			return;
		}
		int before = this.answers.size();
		long now = this.parts.node().ticker().read();
		shared.find(this.missing, now, (key, answer) -> use(key, answer, now));
		forgetAnswered(before);
	}

	private void use(Map<K, SharedRegion.Found<V>> found, long now) {
		int before = this.answers.size();
		this.missing.forEach((key) -> {
			SharedRegion.Found<V> answer = found.get(key);
			if (answer != null) {
				use(key, answer, now);
			}
		});
		forgetAnswered(before);
	}

	private void use(K key, SharedRegion.Found<V> answer, long now) {
		if (!answer.isFresh()) {
			this.stale.putIfAbsent(key, answer.cached());
			return;
		}
		this.filling.copy(key, answer, this.ticket, now);
		this.answers.put(key, answer.cached());
		if (answer.cached().isAbsent()) {
			this.parts.counters().level2AbsentHits.increment();
		}
	}

	private void forgetAnswered(int before) {
		int answered = this.answers.size() - before;
		this.parts.counters().level2Hits.add(answered);
		if (answered == this.missing.size()) {
			this.missing.clear();
		}
		else {
			this.missing.removeIf(this.answers::containsKey);
		}
	}

	private boolean mayShareLoads(SharedRegion<K, V> shared) {
		RegionPolicy policy = this.parts.policy();
		long now = this.parts.node().ticker().read();
		return policy.loadOnMiss() && !policy.loadLease().isZero()
				&& this.snapshot.isShareable(now, policy.loadTimeout()) && shared.canShareLoads(this.missing, now);
	}

	/*
	 * Each round loads what nobody else loads, and only then waits, so that two processes
	 * can't wait for each other. What another process has stored meanwhile is found under
	 * a new ticket, as by a reader who comes only now. Whoever has waited long enough
	 * loads without a lease.
	 */
	private void shareLoads(SharedRegion<K, V> shared) {
		LeaseWait wait = new LeaseWait(this.parts.policy().loadLease());
		boolean goOn = true;
		while (goOn && mayShareLoads(shared)) {
			Map<K, Claim> claims = shared.claim(this.missing, this.held,
					/* overEntries= */ false);
			if (claims == null) {
				askDatabase(List.copyOf(this.missing), null);
				return;
			}
			lookAgain(shared, claims);
			loadClaimed(shared, claims);
			this.missing.removeIf(this::answerStaleAtOnce);
			if (this.missing.isEmpty()) {
				return;
			}
			goOn = wait.pause();
			this.ticket = this.parts.newTicket();
		}
		askDatabase(List.copyOf(this.missing), reserve());
	}

	// What is there was stored after we looked, or was not worth anything then.
	private void lookAgain(SharedRegion<K, V> shared, Map<K, Claim> claims) {
		List<K> stored = new ArrayList<>();
		claims.forEach((key, claim) -> {
			if (claim.right() == Claim.Right.FREE && claim.reservation().state() == Reservation.State.ENTRY) {
				stored.add(key);
			}
		});
		if (stored.isEmpty()) {
			return;
		}
		this.ticket = this.parts.newTicket();
		long now = this.parts.node().ticker().read();
		use(shared.find(stored, now), now);
		stored.removeAll(this.answers.keySet());
		Map<K, Claim> anew = stored.isEmpty() ? Map.of()
				: shared.claim(stored, this.held, /* overEntries= */ true);
		claims.putAll((anew != null) ? anew : Map.of());
	}

	private void loadClaimed(SharedRegion<K, V> shared, Map<K, Claim> claims) {
		Map<K, Reservation> reservations = new HashMap<>();
		for (K key : this.missing) {
			Claim claim = claims.get(key);
			if (claim != null && claim.right() != Claim.Right.OTHERS) {
				reservations.put(key, claim.reservation());
			}
		}
		if (reservations.isEmpty()) {
			return;
		}
		List<K> claimed = List.copyOf(reservations.keySet());
		Duration free = Duration.ZERO;
		try {
			shared.underLeases(() -> askDatabase(claimed, reservations));
			// Nobody finds what could not be stored, however long they wait.
			free = FREE;
		}
		finally {
			shared.release(this.held.takeOf(claimed), this.held, free);
		}
		this.missing.removeAll(claimed);
	}

	private void askDatabase(List<K> keys, @Nullable Map<K, Reservation> answered) {
		if (keys.isEmpty()) {
			return;
		}
		Map<K, Reservation> reservations = atBegin(answered);
		Map<K, V> values;
		long start = System.nanoTime();
		try {
			values = this.loader.load(keys, this.snapshot.ticket(this.ticket).reserved(reservedAt(reservations)));
			loaded(start, /* succeeded= */ true);
		}
		catch (RuntimeException ex) {
			loaded(start, /* succeeded= */ false);
			this.events.loadFailed(ex);
			if (!keys.stream().allMatch(this::hasUsableStale)) {
				this.parts.counters().misses.add(keys.size());
				throw failure(ex, System.nanoTime() - start);
			}
			keys.forEach(this::answerStale);
			return;
		}
		this.parts.counters().misses.add(keys.size());
		Map<K, Cached<V>> loaded = new HashMap<>();
		keys.forEach((key) -> loaded.put(key, Cached.ofNullable(values.get(key))));
		this.answers.putAll(loaded);
		this.events.loaded(values.keySet());
		admit(loaded, reservations);
	}

	// In the caller's transaction it is that transaction which has a deadline.
	private RuntimeException failure(RuntimeException failure, long nanos) {
		RegionPolicy policy = this.parts.policy();
		return (!this.snapshot.connected() && nanos >= policy.loadTimeout().toNanos())
				? new LoadTimeoutException(policy.cache(), policy.loadTimeout(), failure) : failure;
	}

	/*
	 * The slots were looked at now, and the snapshot may have been there before. What its
	 * server's clock said when the transaction began is at least what it says now, less
	 * the time since then, of which its clock may have counted a little more than ours.
	 */
	private @Nullable Map<K, Reservation> atBegin(@Nullable Map<K, Reservation> answered) {
		FillTicket begin = this.snapshot.begin();
		if (begin == null || answered == null) {
			return answered;
		}
		long age = this.parts.node().ticker().read() - begin.takenAt();
		long millis = TimeUnit.NANOSECONDS.toMillis(age + age / CLOCK_DRIFT) + 1;
		Map<K, Reservation> reservations = new HashMap<>();
		answered.forEach((key, reservation) -> reservations.put(key, reservation.earlier(millis)));
		return reservations;
	}

	private void admit(Map<K, Cached<V>> loaded, @Nullable Map<K, Reservation> reservations) {
		FillTicket current = this.snapshot.ticket(this.ticket);
		Runnable admission = (this.snapshot.begin() != null)
				? () -> this.filling.fillOlder(loaded, reservations, current)
				: () -> this.filling.fill(loaded, reservations, current);
		if (!this.snapshot.admit(admission, this.loader::whenCommitted)) {
			refuse(loaded.size());
		}
	}

	// Not if it was invalidated while the load was tried.
	private boolean hasUsableStale(K key) {
		return this.stale.containsKey(key) && this.parts.fence().admits(key, this.begunAt);
	}

	private boolean answerStaleAtOnce(K key) {
		boolean usable = hasUsableStale(key);
		if (usable) {
			answerStale(key);
		}
		return usable;
	}

	private void answerStale(K key) {
		Cached<V> cached = this.stale.get(key);
		if (cached != null) {
			this.answers.put(key, cached);
			this.parts.counters().staleHits.increment();
		}
	}

	private @Nullable Map<K, Reservation> reserve() {
		SharedRegion<K, V> shared = this.parts.shared();
		return (shared != null && this.snapshot.audience() != Loader.Audience.CALLER) ? shared.reserve(this.missing)
				: null;
	}

	// The oldest of the answers: the load begins after all of them.
	private static <K> @Nullable Long reservedAt(@Nullable Map<K, Reservation> reservations) {
		if (reservations == null) {
			return null;
		}
		return reservations.values().stream().map(Reservation::serverTime).min(Long::compare).orElse(null);
	}

	private void loaded(long start, boolean succeeded) {
		long nanos = System.nanoTime() - start;
		this.parts.counters().loadNanos.add(nanos);
		(succeeded ? this.parts.counters().loads : this.parts.counters().loadFailures).increment();
		this.parts.node().observer().loaded(this.parts.name(), nanos, succeeded);
	}

	private void refuse(int count) {
		this.parts.counters().refusedFills.add(count);
		this.parts.node().observer().fillRefused(this.parts.name(), Level.LEVEL1, FillRefusal.SNAPSHOT);
	}

}
