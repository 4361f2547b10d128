package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.cluster.DatabaseClaims;
import io.lettuce.core.ScriptOutputType;

/** The claims as a hash beside the state. */
public final class RedisDatabaseClaims implements DatabaseClaims {

	private final SecureRandom random = new SecureRandom();

	private final byte[] process = RedisBytes.raw(this.random.nextLong());

	private final RedisSettings settings;

	private final RedisKeys keys;

	private final RedisPipeline commands;

	public RedisDatabaseClaims(RedisConnections connections) {
		this.settings = connections.settings();
		this.keys = new RedisKeys(this.settings);
		this.commands = new RedisPipeline(connections, this.settings.writeTimeout());
	}

	@Override
	public Map<String, String> claim(Map<String, String> databases, Duration life) {
		List<Object> answer = run(databases, life.toMillis());
		Map<String, String> others = new HashMap<>();
		for (int i = 0; i + 1 < answer.size(); i += 2) {
			others.put(text(answer.get(i)), text(answer.get(i + 1)));
		}
		return Map.copyOf(others);
	}

	@Override
	public void release() {
		run(Map.of(), 0);
	}

	private List<Object> run(Map<String, String> databases, long life) {
		List<byte[]> arguments = new ArrayList<>(
				this.settings.lives(RedisBytes.raw(this.random.nextLong()), this.process, RedisBytes.number(life)));
		databases.forEach((unit, id) -> {
			arguments.add(RedisBytes.text(unit));
			arguments.add(RedisBytes.text(id));
		});
		return this.commands.run(new RedisCall(RedisScript.DATABASES, ScriptOutputType.MULTI,
				List.of(this.keys.meta(), this.keys.log(), this.keys.databases()), arguments));
	}

	private static String text(Object bytes) {
		String text = new String((byte[]) bytes, StandardCharsets.UTF_8);
		return (text.length() > 200) ? text.substring(0, 200) : text;
	}

}
