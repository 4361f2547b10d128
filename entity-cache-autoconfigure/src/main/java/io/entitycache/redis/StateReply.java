package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.cluster.AnnouncementLog.State;

/**
 * Reads what the script gives out of the shared state. The script alone judges what is in
 * the state; every number here is one that it has calculated with.
 */
final class StateReply {

	private StateReply() {
	}

	static State read(List<Object> answer) {
		return new State(RedisBytes.raw((byte[]) answer.get(1)), (Long) answer.get(2), (Long) answer.get(0),
				floors((List<?>) answer.get(3)), floors((List<?>) answer.get(4)), flux((List<?>) answer.get(5)));
	}

	private static Map<String, Long> floors(List<?> pairs) {
		Map<String, Long> floors = new HashMap<>();
		for (int i = 0; i + 1 < pairs.size(); i += 2) {
			floors.put(text((byte[]) pairs.get(i)), (Long) pairs.get(i + 1));
		}
		return Map.copyOf(floors);
	}

	// <region>:<8 bytes of the transaction>
	private static Map<String, Map<Long, Long>> flux(List<?> pairs) {
		Map<String, Map<Long, Long>> flux = new HashMap<>();
		for (int i = 0; i + 1 < pairs.size(); i += 2) {
			byte[] name = (byte[]) pairs.get(i);
			int colon = name.length - Long.BYTES - 1;
			long transaction = RedisBytes.raw(Arrays.copyOfRange(name, colon + 1, name.length));
			flux.computeIfAbsent(text(Arrays.copyOf(name, colon)), (region) -> new HashMap<>())
				.put(transaction, (Long) pairs.get(i + 1));
		}
		return Map.copyOf(flux);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
