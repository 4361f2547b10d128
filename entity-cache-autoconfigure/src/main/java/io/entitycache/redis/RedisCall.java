package io.entitycache.redis;

import java.util.List;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * One run of a script.
 *
 * @param script the script
 * @param output the form of its answer
 * @param keys the keys it touches
 * @param arguments its arguments
 */
record RedisCall(RedisScript script, ScriptOutputType output, List<byte[]> keys, List<byte[]> arguments) {

	/** Runs the script by the name the server knows it by, if it has run it before. */
	<T> RedisFuture<T> send(RedisClusterAsyncCommands<byte[], byte[]> commands) {
		return commands.evalsha(this.script.digest(), this.output, array(this.keys), array(this.arguments));
	}

	/** Runs the script by its source. */
	<T> RedisFuture<T> sendSource(RedisClusterAsyncCommands<byte[], byte[]> commands) {
		return commands.eval(this.script.source(), this.output, array(this.keys), array(this.arguments));
	}

	private static byte[][] array(List<byte[]> list) {
		return list.toArray(new byte[0][]);
	}

}
