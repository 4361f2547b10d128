package io.entitycache.benchmarks.writes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.entitycache.benchmarks.shop.Servers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/** The least that can be sent: the key is deleted and named, and a map forgets it. */
final class ScriptFanOut implements FanOut {

	private static final String SCRIPT = "redis.call('DEL', KEYS[1]) return redis.call('PUBLISH', 'fan-out', ARGV[1])";

	private final RedisClient client = RedisClient.create(Servers.current().redisUri());

	private final RedisCommands<String, String> commands = this.client.connect().sync();

	private final Map<String, Boolean> remembered = new ConcurrentHashMap<>();

	private final String digest = this.commands.scriptLoad(SCRIPT);

	private final boolean script;

	/**
	 * Connects.
	 * @param script whether a script deletes the key too, or it is named alone
	 */
	ScriptFanOut(boolean script) {
		this.script = script;
		StatefulRedisPubSubConnection<String, String> subscription = this.client.connectPubSub();
		subscription.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, String message) {
				ScriptFanOut.this.remembered.remove(message);
			}

		});
		subscription.sync().subscribe("fan-out");
	}

	@Override
	public void remember(Long id) {
		this.commands.set("fan-out:" + id, "value");
		this.remembered.put(id.toString(), Boolean.TRUE);
	}

	@Override
	public boolean isRemembered(Long id) {
		return this.remembered.containsKey(id.toString());
	}

	@Override
	public void invalidate(Long id) {
		if (this.script) {
			this.commands.evalsha(this.digest, ScriptOutputType.INTEGER, new String[] { "fan-out:" + id },
					id.toString());
		}
		else {
			this.commands.publish("fan-out", id.toString());
		}
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
