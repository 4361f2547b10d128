package io.entitycache.tier;

import java.time.Duration;
import java.util.List;

import io.entitycache.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * The slots that all nodes share, one per entry key. A slot holds an entry, a pending
 * mark, a tombstone, or nothing; {@link SlotFrame} tells which. Implementations are
 * naive: they throw {@link SharedLevelException} when they cannot do what they are asked,
 * within their command timeout.
 * <p>
 * There is deliberately no {@code put}: a value gets in by {@link #fill} alone, which the
 * slot may refuse. Results are in the order of the arguments. Safe for use by several
 * threads.
 */
public interface Level2 {

	/** The slots' bytes, {@code null} for an empty slot, in one exchange. */
	List<byte @Nullable []> read(List<EntryKey> slots);

	/**
	 * Looks at the slots before a load, in one exchange. A slot with bytes that are no
	 * frame of ours is given an end, so that it does not stay so for ever. After
	 * {@link Reservation.State#PENDING} and {@link Reservation.State#UNKNOWN} a load has
	 * nothing to fill: what it sees may be older than a commit that leaves nothing else
	 * behind.
	 */
	List<Reservation> reserve(List<EntryKey> slots);

	/**
	 * As {@link #reserve}, and takes, in the same exchange, the leases of those slots
	 * that have none. No lease is given of a slot that is pending or not understood,
	 * since nothing can be stored there, and of one that holds an entry only on demand. A
	 * lease that was taken before the slot was invalidated is taken over: what is loaded
	 * under it can't be stored. A load that has a connection at hand takes over the lease
	 * of one that has none: the latter may wait, directly or by way of others, for the
	 * connection that the former holds.
	 * <p>
	 * Leases keep nobody out: they are advice, which may be lost. Where they are not
	 * known, everybody is free to load.
	 * @param overEntries whether leases are also taken of slots that hold an entry
	 */
	default List<Claim> claim(List<EntryKey> slots, LoadLease lease, boolean overEntries) {
		return reserve(slots).stream().map((seen) -> new Claim(seen, Claim.Right.FREE)).toList();
	}

	/**
	 * As {@link #fill(List)}, and gives the leases of the slots up, whatever the outcome.
	 */
	default List<FillOutcome> fill(List<Fill> fills, LoadLease lease) {
		return fill(fills);
	}

	/**
	 * Gives leases up without having stored anything.
	 * @param free how long everybody is free to load then; zero = whoever asks next may
	 * take the lease
	 */
	default void release(List<EntryKey> slots, LoadLease lease, Duration free) {
	}

	/**
	 * Stores the entries whose slots admit them, in one exchange. An entry whose
	 * {@link Fill#tombstoneSeen()} is above its sequence is stored with that as its
	 * sequence, since its load began after both.
	 */
	List<FillOutcome> fill(List<Fill> fills);

	/**
	 * Whether {@link Reservation#serverTime()} of one slot is comparable with that of any
	 * other (one server) or not (a cluster).
	 */
	boolean hasOneClock();

	/**
	 * What a slot held before a load.
	 *
	 * @param state what it held
	 * @param incarnation the tombstone's or entry's incarnation, else 0
	 * @param sequence the tombstone's or entry's sequence, else 0
	 * @param serverTime the time of the slot's server, in milliseconds
	 */
	record Reservation(State state, long incarnation, long sequence, long serverTime) {

		/**
		 * What is known of the slot that long before: nothing that could be in favour of
		 * a load.
		 */
		public Reservation earlier(long millis) {
			boolean closed = this.state == State.PENDING || this.state == State.UNKNOWN;
			return new Reservation(closed ? this.state : State.EMPTY, 0, 0, this.serverTime - millis);
		}

		/** What a slot held. */
		public enum State {

			EMPTY, ENTRY, TOMBSTONE, PENDING, UNKNOWN

		}

	}

	/**
	 * What a slot held before a load, and who is to load it.
	 *
	 * @param reservation what it held
	 * @param right who is to load
	 */
	record Claim(Reservation reservation, Right right) {

		/** Who is to load. */
		public enum Right {

			/** The caller, who has got the lease. */
			OWN,

			/** Whoever has the lease. */
			OTHERS,

			/** Everybody: there is no lease. */
			FREE

		}

	}

	/**
	 * The lease under which one load runs.
	 *
	 * @param holder a random number that nobody else has; its lowest bit is set if the
	 * load has a database connection at hand
	 * @param life how long it lives if it is not given up
	 */
	record LoadLease(long holder, Duration life) {

		/** The lease of a load that has, or has not, a connection at hand. */
		public static LoadLease of(long random, Duration life, boolean connected) {
			return new LoadLease(connected ? (random | 1) : (random & ~1L), life);
		}

		/** Whether its load must not wait for that of this other holder. */
		public boolean takesOver(long other) {
			return (this.holder & 1) > (other & 1);
		}

	}

	/**
	 * A request to store an entry.
	 *
	 * @param slot the slot
	 * @param frame the entry's frame, made by {@link SlotFrame}; with {@link #NOTHING} it
	 * is only asked whether an entry would be admitted
	 * @param incarnation the incarnation the token was taken in; equals the frame's
	 * @param sequence the sequence the token was taken at; equals the frame's
	 * @param tombstoneSeen the sequence of a tombstone of the same incarnation that the
	 * reservation saw, else 0: the load began after it
	 * @param reservedAt the reservation's server time
	 * @param timeToLive time after which the slot forgets the entry
	 */
	record Fill(EntryKey slot, byte[] frame, long incarnation, long sequence, long tombstoneSeen, long reservedAt,
			Duration timeToLive) {

		/** In the place of a frame. */
		public static final byte[] NOTHING = new byte[0];

		/**
		 * Asks whether a value may be kept elsewhere; nothing or everything that is
		 * filled together asks only.
		 */
		public static Fill question(EntryKey slot, long incarnation, long sequence, long reservedAt) {
			return new Fill(slot, NOTHING, incarnation, sequence, 0, reservedAt, Duration.ZERO);
		}

		/** Whether it only asks. */
		public boolean asksOnly() {
			return this.frame.length == 0;
		}

	}

	/** What became of a fill. */
	enum FillOutcome {

		/** The slot holds the entry. */
		STORED,

		/**
		 * The slot holds a newer entry: one with a higher sequence. Of two entries with
		 * the same sequence neither is stale, and the later fill wins, so that a refresh
		 * reaches the slot though nothing was announced in between.
		 */
		OLDER,

		/** The slot holds a pending mark. */
		PENDING,

		/** The slot holds a tombstone that is newer than the token. */
		INVALIDATED,

		/** The reservation is older than a tombstone lives. */
		LATE,

		/** The slot holds a frame of another format or incarnation. */
		UNKNOWN

	}

}
