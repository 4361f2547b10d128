package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.cluster.AnnouncementLog.State;
import io.entitycache.tier.SharedLevelException;

/** Reads the meta hash. Fields that are not understood are of no concern. */
final class StateReply {

	private final Map<String, Long> regions = new HashMap<>();

	private final Map<String, Long> tables = new HashMap<>();

	private final Map<String, Map<Long, Long>> flux = new HashMap<>();

	private long incarnation;

	private long sequence;

	private StateReply() {
	}

	static State read(List<Object> answer) {
		StateReply reply = new StateReply();
		List<?> fields = (List<?>) answer.get(1);
		for (int i = 0; i + 1 < fields.size(); i += 2) {
			reply.add((byte[]) fields.get(i), (byte[]) fields.get(i + 1));
		}
		return new State(reply.incarnation, reply.sequence, (Long) answer.get(0), Map.copyOf(reply.regions),
				Map.copyOf(reply.tables), Map.copyOf(reply.flux));
	}

	private void add(byte[] field, byte[] value) {
		String name = text(field);
		if (name.equals("incarnation")) {
			this.incarnation = RedisBytes.raw(value);
		}
		else if (name.equals("seq")) {
			this.sequence = number(value);
		}
		else if (name.startsWith("r:")) {
			this.regions.put(name.substring(2), number(value));
		}
		else if (name.startsWith("t:")) {
			this.tables.put(name.substring(2), number(value));
		}
		else if (name.startsWith("f:") && field.length >= 2 + 1 + Long.BYTES) {
			addFlux(field, number(value));
		}
	}

	// f:<region>:<8 bytes of the transaction>
	private void addFlux(byte[] field, long end) {
		int colon = field.length - Long.BYTES - 1;
		String region = text(Arrays.copyOfRange(field, 2, colon));
		long transaction = RedisBytes.raw(Arrays.copyOfRange(field, colon + 1, field.length));
		this.flux.computeIfAbsent(region, (any) -> new HashMap<>()).put(transaction, end);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	private static long number(byte[] bytes) {
		try {
			return Long.parseLong(text(bytes));
		}
		catch (NumberFormatException ex) {
			throw new SharedLevelException("The shared state holds something that is no number", ex);
		}
	}

}
