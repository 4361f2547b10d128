package io.entitycache.redis;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * A connection for commands. It is fit if it can write where the log is, and no server of
 * a cluster is known to refuse writes.
 */
final class CommandLink implements RedisLink {

	private final StatefulConnection<byte[], byte[]> connection;

	private final RedisClusterAsyncCommands<byte[], byte[]> commands;

	private final Pulse pulse;

	private final Runnable refresh;

	private final BooleanSupplier deposed;

	private final Evidence evidence = new Evidence();

	private final RefusedWrite refusedWrite = new RefusedWrite();

	/**
	 * Creates a link over an open connection.
	 * @param refresh asks for the topology anew
	 * @param deposed whether another server is the master now; must not wait
	 */
	CommandLink(StatefulConnection<byte[], byte[]> connection, Pulse pulse, Runnable refresh, BooleanSupplier deposed) {
		this.connection = connection;
		this.deposed = deposed;
		this.refresh = refresh;
		this.commands = commandsOf(connection);
		this.pulse = pulse;
	}

	private static RedisClusterAsyncCommands<byte[], byte[]> commandsOf(StatefulConnection<byte[], byte[]> open) {
		if (open instanceof StatefulRedisConnection<byte[], byte[]> single) {
			return single.async();
		}
		return ((StatefulRedisClusterConnection<byte[], byte[]>) open).async();
	}

	RedisClusterAsyncCommands<byte[], byte[]> commands() {
		return this.commands;
	}

	@Override
	public StatefulConnection<byte[], byte[]> connection() {
		return this.connection;
	}

	@Override
	public Evidence evidence() {
		return this.evidence;
	}

	@Override
	public void look() {
		if (this.deposed.getAsBoolean()) {
			this.evidence.refused(Refusal.DEPOSED);
		}
		this.refusedWrite.ask(this.commands, this.refresh);
	}

	@Override
	public @Nullable Refusal trouble() {
		Refusal own = RedisLink.super.trouble();
		return (own != null) ? own : this.refusedWrite.reason();
	}

	/** Notes that a write failed. On a single server the next question says as much. */
	void noteFailed(RedisCall write, Throwable failure) {
		if (this.connection instanceof StatefulRedisClusterConnection && !write.keys().isEmpty()) {
			this.refusedWrite.note(write.keys().get(0), failure);
		}
	}

	// By its source, as it is asked rarely and the server may not know it.
	@Override
	public CompletionStage<?> probe() {
		Pulse.Beat beat = this.pulse.next();
		return beat.call().sendSource(this.commands).whenComplete((answer, failure) -> note(beat, failure));
	}

	/** Notes how a question for the position ended. */
	void note(Pulse.Beat beat, @Nullable Throwable failure) {
		if (failure == null) {
			this.pulse.acknowledged(beat);
			this.evidence.proven();
		}
		else if (failure instanceof RedisCommandExecutionException) {
			this.evidence.refused(Refusal.of(failure));
		}
	}

}
