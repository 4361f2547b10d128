package io.entitycache.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.tier.SharedTier;
import org.jspecify.annotations.Nullable;

/**
 * One look at level 2 for keys of several regions, in one exchange, before each of these
 * regions is read. Level 2 is not asked for what level 1 answers. Used once, by one
 * thread.
 */
public final class JointRead {

	/** No look at anything. */
	public static final JointRead NONE = new JointRead(Map.of());

	private final Map<CacheRegion<?, ?>, Look<?, ?>> looks;

	public JointRead() {
		this(new LinkedHashMap<>());
	}

	private JointRead(Map<CacheRegion<?, ?>, Look<?, ?>> looks) {
		this.looks = looks;
	}

	/** Adds keys of a region. */
	public <K, V> void add(CacheRegion<K, V> region, Collection<? extends K> keys) {
		region.addTo(this, keys);
	}

	/** Adds keys of the very region that is going to be read. */
	@SuppressWarnings("unchecked")
	<K, V> void addKeys(CacheRegion<K, V> region, Collection<? extends K> keys) {
		Look<K, V> look = (Look<K, V>) this.looks.computeIfAbsent(region, (added) -> new Look<>(region));
		look.keys.addAll(keys);
	}

	/** Asks level 2. */
	public void run() {
		List<Look<?, ?>> asking = new ArrayList<>();
		List<EntryKey> slots = new ArrayList<>();
		SharedTier shared = null;
		for (Look<?, ?> look : this.looks.values()) {
			look.begin();
			if (!look.question.isEmpty()) {
				asking.add(look);
				slots.addAll(look.question.slots());
				shared = look.parts.node().shared();
			}
		}
		List<byte @Nullable []> answers = (shared != null) ? shared.read(slots) : null;
		int start = 0;
		for (Look<?, ?> look : asking) {
			int end = start + look.question.slots().size();
			if (answers != null) {
				look.end(answers.subList(start, end));
			}
			start = end;
		}
	}

	/** What is known of the region's keys, {@code null} if nobody has looked. */
	@SuppressWarnings("unchecked")
	<K, V> @Nullable Known<K, V> of(CacheRegion<K, V> region) {
		Look<K, V> look = (Look<K, V>) this.looks.get(region);
		return (look != null) ? look.known : null;
	}

	/** The part of one region. */
	private static final class Look<K, V> {

		private final CacheRegion<K, V> region;

		private final RegionParts<K, V> parts;

		private final Set<K> keys = new HashSet<>();

		private SharedRegion.Question<K> question = SharedRegion.Question.none();

		private @Nullable Known<K, V> known;

		private Look(CacheRegion<K, V> region) {
			this.region = region;
			this.parts = region.parts();
		}

		private void begin() {
			List<K> missing = this.region.missing(this.keys);
			SharedRegion<K, V> shared = this.parts.shared();
			if (missing.isEmpty() || shared == null) {
				return;
			}
			// Before the question: what is invalidated from here on refuses the answer.
			FillTicket ticket = this.parts.newTicket();
			long now = this.parts.node().ticker().read();
			this.question = shared.question(missing, now);
			this.known = new Known<>(Set.copyOf(missing), Map.of(), ticket, now);
		}

		private void end(List<byte @Nullable []> answers) {
			SharedRegion<K, V> shared = this.parts.shared();
			Known<K, V> begun = this.known;
			if (shared != null && begun != null) {
				this.known = new Known<>(begun.keys(), shared.understand(this.question, answers, begun.askedAt()),
						begun.ticket(), begun.askedAt());
			}
		}

	}

	/**
	 * What level 2 said of some keys of a region.
	 *
	 * @param keys the keys
	 * @param found what it has and may be believed, fresh or within its grace
	 * @param ticket the right to fill, taken before it was asked
	 * @param askedAt this node's time when it was asked
	 * @param <K> the keys' type
	 * @param <V> the values' type
	 */
	record Known<K, V>(Set<K> keys, Map<K, SharedRegion.Found<V>> found, FillTicket ticket, long askedAt) {
	}

}
