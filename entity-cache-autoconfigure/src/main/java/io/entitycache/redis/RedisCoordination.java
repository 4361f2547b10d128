package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.entitycache.cluster.Coordination;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;

/** Leases and notes as Redis keys, each with an end of its own. */
public final class RedisCoordination implements Coordination {

	/** Longest name of a holder that is read, in bytes. */
	private static final int LONGEST_HOLDER = 1024;

	/** Longest note that is read, in bytes. */
	private static final int LONGEST_NOTE = 2 * 1024 * 1024;

	private final RedisKeys keys;

	private final RedisPipeline commands;

	public RedisCoordination(RedisConnections connections) {
		this.keys = new RedisKeys(connections.settings());
		this.commands = new RedisPipeline(connections, connections.settings().writeTimeout());
	}

	@Override
	public boolean acquire(String lease, String holder, Duration life) {
		return run(RedisScript.ACQUIRE, lease, lifeOf(holder, life));
	}

	@Override
	public boolean renew(String lease, String holder, Duration life) {
		return run(RedisScript.RENEW, lease, lifeOf(holder, life));
	}

	private static List<byte[]> lifeOf(String holder, Duration life) {
		return List.of(bytes(holder), RedisBytes.number(Math.max(1, life.toMillis())));
	}

	@Override
	public void release(String lease, String holder) {
		run(RedisScript.RELEASE, lease, List.of(bytes(holder)));
	}

	private boolean run(RedisScript script, String lease, List<byte[]> arguments) {
		return this.commands.<Long>run(
				new RedisCall(script, ScriptOutputType.INTEGER, List.of(this.keys.lease(lease)), arguments)) == 1;
	}

	@Override
	public @Nullable String holder(String lease) {
		byte[] holder = firstOf(this.keys.lease(lease), LONGEST_HOLDER);
		return (holder != null) ? new String(holder, StandardCharsets.UTF_8) : null;
	}

	@Override
	public void leave(String note, byte[] content, Duration life) {
		SetArgs arguments = SetArgs.Builder.px(Math.max(1, life.toMillis()));
		this.commands.<String>send((commands) -> commands.set(this.keys.note(note), content, arguments));
	}

	@Override
	public byte @Nullable [] note(String note) {
		return firstOf(this.keys.note(note), LONGEST_NOTE);
	}

	// Nothing of ours is longer or empty; what others have put there may be of any
	// length.
	private byte @Nullable [] firstOf(byte[] name, long longest) {
		byte[] first = this.commands.<byte[]>send((commands) -> commands.getrange(name, 0, longest - 1));
		return (first.length > 0) ? first : null;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
