package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

import io.entitycache.EntryKey;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.tier.Level2;
import io.entitycache.tier.SharedLevelException;
import io.entitycache.tier.SlotFrame;
import org.jspecify.annotations.Nullable;

/** A level 2 that does as it should and does not tell the truth about one thing. */
final class LyingLevel2 implements Level2 {

	private static final long NEWEST = 1L << 40;

	private final Level2 delegate;

	private final BiFunction<EntryKey, byte[], byte[]> seen;

	private final UnaryOperator<Reservation> reservation;

	private final UnaryOperator<Fill> fill;

	private final UnaryOperator<FillOutcome> outcome;

	private LyingLevel2(Level2 delegate, BiFunction<EntryKey, byte[], byte[]> seen,
			UnaryOperator<Reservation> reservation, UnaryOperator<Fill> fill, UnaryOperator<FillOutcome> outcome) {
		this.delegate = delegate;
		this.seen = seen;
		this.reservation = reservation;
		this.fill = fill;
		this.outcome = outcome;
	}

	private static LyingLevel2 aboutEntries(Level2 delegate, BiFunction<EntryKey, byte[], byte[]> seen) {
		return new LyingLevel2(delegate, seen, UnaryOperator.identity(), UnaryOperator.identity(),
				UnaryOperator.identity());
	}

	/** Keeps pending marks to itself, so that level 1 never hears of them. */
	static Level2 keepingMarksToItself(Level2 delegate) {
		return new LyingLevel2(delegate, (slot, frame) -> frame,
				(told) -> (told.state() == Reservation.State.PENDING)
						? new Reservation(Reservation.State.EMPTY, 0, 0, told.serverTime()) : told,
				UnaryOperator.identity(), (told) -> (told == FillOutcome.PENDING) ? FillOutcome.STORED : told);
	}

	/** Answers no question before a load. */
	static Level2 withoutReservations(Level2 delegate) {
		return new LyingLevel2(delegate, (slot, frame) -> frame, (told) -> {
			throw new SharedLevelException("No answer on demand");
		}, UnaryOperator.identity(), UnaryOperator.identity());
	}

	/** Takes every reservation for one that was made just now. */
	static Level2 forgettingTheTimeOfReservations(Level2 delegate, InMemoryCluster cluster) {
		return new LyingLevel2(delegate, (slot, frame) -> frame, UnaryOperator.identity(),
				(fill) -> new Fill(fill.slot(), fill.frame(), fill.incarnation(), fill.sequence(), fill.tombstoneSeen(),
						cluster.time(), fill.timeToLive()),
				UnaryOperator.identity());
	}

	/** Shows every entry as if nothing had been announced since it was loaded. */
	static Level2 showingEntriesAsTheNewest(Level2 delegate) {
		return aboutEntries(delegate, (slot, frame) -> isEntry(frame) ? SlotFrame.withSequence(frame, NEWEST) : frame);
	}

	/** Shows every entry as one of the current incarnation. */
	static Level2 showingEntriesAsCurrent(Level2 delegate, InMemoryCluster cluster) {
		return aboutEntries(delegate, (slot, frame) -> {
			if (!isEntry(frame)) {
				return frame;
			}
			long fingerprint = new TextCodec().fingerprint();
			SlotFrame.Entry entry = SlotFrame.read(frame, slot, fingerprint);
			return SlotFrame.entry(slot, cluster.log().position().incarnation(), entry.sequence(), entry.freshUntil(),
					entry.deadUntil(), fingerprint, entry.payload());
		});
	}

	private static boolean isEntry(byte[] frame) {
		SlotFrame.Kind kind = SlotFrame.kindOf(frame);
		return kind == SlotFrame.Kind.VALUE || kind == SlotFrame.Kind.ABSENT;
	}

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		List<byte @Nullable []> told = new ArrayList<>();
		List<byte @Nullable []> frames = this.delegate.read(slots);
		for (int i = 0; i < slots.size(); i++) {
			byte[] frame = frames.get(i);
			told.add((frame != null) ? this.seen.apply(slots.get(i), frame) : null);
		}
		return told;
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		return this.delegate.reserve(slots).stream().map(this.reservation).toList();
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		return this.delegate.fill(fills.stream().map(this.fill).toList()).stream().map(this.outcome).toList();
	}

	@Override
	public boolean hasOneClock() {
		return this.delegate.hasOneClock();
	}

}
