package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.tier.Level2;
import io.entitycache.tier.Level2.Reservation.State;
import io.entitycache.tier.SharedLevelException;
import io.entitycache.tier.SlotFrame;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;

/** Slots as Redis keys, one each, with an end of their own. */
public final class RedisLevel2 implements Level2 {

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
		byte[][] names = slots.stream().map(this.keys::slot).toArray(byte[][]::new);
		List<KeyValue<byte[], byte[]>> answers = this.reads.send((commands) -> commands.mget(names));
		List<byte @Nullable []> values = new ArrayList<>(answers.size());
		for (KeyValue<byte[], byte[]> answer : answers) {
			values.add(answer.hasValue() ? answer.getValue() : null);
		}
		return values;
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		List<byte[]> arguments = List.of(RedisBytes.number(this.settings.tombstoneLife().toMillis()));
		List<RedisCall> calls = new ArrayList<>(slots.size());
		for (EntryKey slot : slots) {
			calls.add(new RedisCall(RedisScript.RESERVE, ScriptOutputType.MULTI, List.of(this.keys.slot(slot)),
					arguments));
		}
		return this.reads.<List<Object>>run(calls).stream().map(RedisLevel2::reservation).toList();
	}

	private static Reservation reservation(List<Object> answer) {
		State state = state((byte[]) answer.get(0));
		long incarnation = RedisBytes.raw((byte[]) answer.get(1));
		return new Reservation(state, incarnation, (Long) answer.get(2), (Long) answer.get(3));
	}

	private static State state(byte[] code) {
		return switch (code[0]) {
			case '-' -> State.EMPTY;
			case 'V' -> State.ENTRY;
			case 'T' -> State.TOMBSTONE;
			case 'P' -> State.PENDING;
			default -> State.UNKNOWN;
		};
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		List<RedisCall> calls = fills.stream().map(this::call).toList();
		return this.writes.<byte[]>run(calls).stream().map(RedisLevel2::outcome).toList();
	}

	private RedisCall call(Fill fill) {
		long sequence = Math.max(fill.sequence(), fill.tombstoneSeen());
		byte[] frame = (sequence > fill.sequence()) ? SlotFrame.withSequence(fill.frame(), sequence) : fill.frame();
		byte[] slot = this.keys.slot(fill.slot());
		List<byte[]> names = this.connections.isCluster() ? List.of(slot) : List.of(slot, this.keys.meta());
		return new RedisCall(RedisScript.FILL, ScriptOutputType.VALUE, names,
				List.of(frame, RedisBytes.raw(fill.incarnation()), RedisBytes.number(sequence),
						RedisBytes.number(fill.reservedAt()),
						RedisBytes.number(Math.max(1, fill.timeToLive().toMillis())),
						RedisBytes.number(this.settings.tombstoneLife().toMillis()),
						RedisBytes.number(this.settings.latestFill().toMillis())));
	}

	private static FillOutcome outcome(byte[] code) {
		return switch (new String(code, StandardCharsets.US_ASCII)) {
			case "S" -> FillOutcome.STORED;
			case "O" -> FillOutcome.OLDER;
			case "P" -> FillOutcome.PENDING;
			case "I" -> FillOutcome.INVALIDATED;
			case "L" -> FillOutcome.LATE;
			case "U" -> FillOutcome.UNKNOWN;
			default -> throw new SharedLevelException("Redis gave an answer that is not understood");
		};
	}

	@Override
	public boolean hasOneClock() {
		return !this.connections.isCluster();
	}

}
