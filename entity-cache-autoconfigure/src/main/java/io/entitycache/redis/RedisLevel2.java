package io.entitycache.redis;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.tier.Level2;
import io.entitycache.tier.Level2.Reservation.State;
import io.entitycache.tier.SharedLevelException;
import io.entitycache.tier.SlotFrame;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;

/**
 * Slots as Redis keys, one each, with an end of their own. On a single server one script
 * looks at many slots or fills many; on a cluster, where they are on several servers,
 * each slot has a script of its own.
 */
public final class RedisLevel2 implements Level2 {

	/** Bytes of a slot in the answer to a reservation. */
	private static final int SEEN = 1 + 2 * Long.BYTES;

	/** Bytes of a slot in the request to fill it, besides its frame. */
	private static final int FACTS = 4 * Long.BYTES;

	private final RedisConnections connections;

	private final RedisSettings settings;

	private final RedisKeys keys;

	private final RedisPipeline reads;

	private final RedisPipeline writes;

	public RedisLevel2(RedisConnections connections) {
		this.connections = connections;
		this.settings = connections.settings();
		this.keys = new RedisKeys(this.settings);
		this.reads = new RedisPipeline(connections, this.settings.readTimeout());
		this.writes = new RedisPipeline(connections, this.settings.writeTimeout());
	}

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		if (slots.isEmpty()) {
			return List.of();
		}
		byte[][] names = new byte[slots.size()][];
		for (int i = 0; i < names.length; i++) {
			names[i] = this.keys.slot(slots.get(i));
		}
		List<KeyValue<byte[], byte[]>> answers = this.reads.send((commands) -> commands.mget(names));
		List<byte @Nullable []> values = new ArrayList<>(answers.size());
		for (KeyValue<byte[], byte[]> answer : answers) {
			values.add(answer.hasValue() ? answer.getValue() : null);
		}
		return values;
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		List<byte[]> arguments = this.settings.lives();
		List<List<EntryKey>> portions = SlotPortions.of(slots, this.connections.isCluster(), (slot) -> 0);
		List<RedisCall> calls = portions.stream()
			.map((portion) -> new RedisCall(RedisScript.RESERVE, ScriptOutputType.VALUE, names(portion), arguments))
			.toList();
		List<Reservation> reservations = new ArrayList<>(slots.size());
		List<byte[]> answers = this.reads.run(calls);
		for (int i = 0; i < calls.size(); i++) {
			addReservations(answers.get(i), portions.get(i).size(), reservations);
		}
		return reservations;
	}

	@Override
	public List<Claim> claim(List<EntryKey> slots, LoadLease lease, boolean overEntries) {
		List<List<EntryKey>> portions = SlotPortions.of(slots, this.connections.isCluster(), (slot) -> 0);
		List<RedisCall> calls = portions.stream().map((portion) -> claimCall(portion, lease, overEntries)).toList();
		List<Claim> claims = new ArrayList<>(slots.size());
		List<byte[]> answers = this.reads.run(calls);
		for (int i = 0; i < calls.size(); i++) {
			addClaims(answers.get(i), portions.get(i).size(), isLeased(calls.get(i), portions.get(i)), claims);
		}
		return claims;
	}

	private static boolean isLeased(RedisCall call, List<EntryKey> portion) {
		return call.keys().size() > portion.size();
	}

	private RedisCall claimCall(List<EntryKey> portion, LoadLease lease, boolean overEntries) {
		List<byte[]> names = names(portion);
		List<byte[]> leases = leases(names);
		List<byte[]> arguments = this.settings.lives();
		if (!leases.isEmpty()) {
			names.addAll(leases);
			arguments.add(RedisBytes.raw(lease.holder()));
			arguments.add(RedisBytes.number(Math.max(1, lease.life().toMillis())));
			arguments.add(RedisBytes.text(overEntries ? "1" : "0"));
		}
		return new RedisCall(RedisScript.RESERVE, ScriptOutputType.VALUE, names, arguments);
	}

	// None if one of the slots can have none.
	private List<byte[]> leases(List<byte[]> names) {
		List<byte[]> leases = new ArrayList<>(names.size());
		for (byte[] name : names) {
			byte[] lease = this.keys.load(name);
			if (lease == null) {
				return List.of();
			}
			leases.add(lease);
		}
		return leases;
	}

	private static void addClaims(byte[] answer, int slots, boolean leased, List<Claim> claims) {
		int seen = Long.BYTES + slots * SEEN;
		requireLength(answer, leased ? seen + slots : seen);
		List<Reservation> reservations = new ArrayList<>(slots);
		addReservations(Arrays.copyOf(answer, seen), slots, reservations);
		for (int i = 0; i < slots; i++) {
			claims.add(new Claim(reservations.get(i), leased ? right(answer[seen + i]) : Claim.Right.FREE));
		}
	}

	private static Claim.Right right(byte code) {
		return switch (code) {
			case 'M' -> Claim.Right.OWN;
			case 'H' -> Claim.Right.OTHERS;
			default -> Claim.Right.FREE;
		};
	}

	@Override
	public void release(List<EntryKey> slots, LoadLease lease, Duration free) {
		List<byte[]> arguments = List.of(RedisBytes.raw(lease.holder()), RedisBytes.number(free.toMillis()));
		List<RedisCall> calls = new ArrayList<>();
		for (List<EntryKey> portion : SlotPortions.of(slots, this.connections.isCluster(), (slot) -> 0)) {
			List<byte[]> leases = leases(names(portion));
			if (!leases.isEmpty()) {
				calls.add(new RedisCall(RedisScript.ABANDON, ScriptOutputType.INTEGER, leases, arguments));
			}
		}
		this.writes.run(calls);
	}

	private List<byte[]> names(List<EntryKey> slots) {
		List<byte[]> names = new ArrayList<>(2 * slots.size() + 1);
		slots.forEach((slot) -> names.add(this.keys.slot(slot)));
		return names;
	}

	private static void addReservations(byte[] answer, int slots, List<Reservation> reservations) {
		requireLength(answer, Long.BYTES + slots * SEEN);
		ByteBuffer seen = ByteBuffer.wrap(answer);
		long serverTime = seen.getLong();
		while (seen.hasRemaining()) {
			State state = state(seen.get());
			reservations.add(new Reservation(state, seen.getLong(), seen.getLong(), serverTime));
		}
	}

	private static State state(byte code) {
		return switch (code) {
			case '-' -> State.EMPTY;
			case 'V' -> State.ENTRY;
			case 'T' -> State.TOMBSTONE;
			case 'P' -> State.PENDING;
			default -> State.UNKNOWN;
		};
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		return fill(fills, null);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills, @Nullable LoadLease lease) {
		boolean cluster = this.connections.isCluster();
		List<List<Fill>> portions = SlotPortions.of(fills, cluster, (fill) -> fill.frame().length);
		List<RedisCall> calls = portions.stream().map((portion) -> call(portion, lease, cluster)).toList();
		List<FillOutcome> outcomes = new ArrayList<>(fills.size());
		List<byte[]> answers = this.writes.run(calls);
		for (int i = 0; i < calls.size(); i++) {
			addOutcomes(answers.get(i), portions.get(i).size(), outcomes);
		}
		return outcomes;
	}

	private RedisCall call(List<Fill> fills, @Nullable LoadLease lease, boolean cluster) {
		List<byte[]> names = names(fills.stream().map(Fill::slot).toList());
		List<byte[]> leases = (lease != null) ? leases(names) : List.of();
		names.addAll(leases);
		if (!cluster) {
			names.add(this.keys.meta());
		}
		ByteBuffer facts = ByteBuffer.allocate(fills.size() * FACTS);
		byte[] holder = (lease != null && !leases.isEmpty()) ? RedisBytes.raw(lease.holder()) : new byte[0];
		List<byte[]> arguments = this.settings.lives(RedisBytes.number(this.settings.latestFill().toMillis()),
				facts.array(), holder);
		fills.forEach((fill) -> addArguments(fill, facts, arguments));
		return new RedisCall(RedisScript.FILL, ScriptOutputType.VALUE, names, arguments);
	}

	private static void addArguments(Fill fill, ByteBuffer facts, List<byte[]> arguments) {
		long sequence = Math.max(fill.sequence(), fill.tombstoneSeen());
		facts.putLong(fill.reservedAt())
			.putLong(Math.max(1, fill.timeToLive().toMillis()))
			.putLong(sequence)
			.putLong(fill.incarnation());
		arguments.add((sequence > fill.sequence()) ? SlotFrame.withSequence(fill.frame(), sequence) : fill.frame());
	}

	private static void addOutcomes(byte[] answer, int slots, List<FillOutcome> outcomes) {
		requireLength(answer, slots);
		for (byte code : answer) {
			outcomes.add(outcome(code));
		}
	}

	private static FillOutcome outcome(byte code) {
		return switch (code) {
			case 'S' -> FillOutcome.STORED;
			case 'O' -> FillOutcome.OLDER;
			case 'P' -> FillOutcome.PENDING;
			case 'I' -> FillOutcome.INVALIDATED;
			case 'L' -> FillOutcome.LATE;
			case 'U' -> FillOutcome.UNKNOWN;
			default -> throw notUnderstood();
		};
	}

	private static void requireLength(byte[] answer, int length) {
		if (answer.length != length) {
			throw notUnderstood();
		}
	}

	private static SharedLevelException notUnderstood() {
		return new SharedLevelException("Redis gave an answer that is not understood");
	}

	@Override
	public boolean hasOneClock() {
		return !this.connections.isCluster();
	}

}
