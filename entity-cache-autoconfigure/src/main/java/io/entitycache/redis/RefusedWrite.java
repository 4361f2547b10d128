package io.entitycache.redis;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.jspecify.annotations.Nullable;

/**
 * The last write that a server of a cluster refused because of its own state. The
 * question for the log's position reaches the log's server only; of another one it is
 * known that it refuses writes once it has refused one, and that it does not any more
 * once it takes a write of nothing for the same key.
 */
final class RefusedWrite {

	/** What a server answers because of its state, whatever is written. */
	private static final Set<Refusal.Code> STATES = EnumSet.of(Refusal.Code.READONLY, Refusal.Code.MASTERDOWN,
			Refusal.Code.LOADING, Refusal.Code.CLUSTERDOWN, Refusal.Code.NOREPLICAS, Refusal.Code.OOM,
			Refusal.Code.MISCONF);

	private static final byte[] NOTHING = {};

	private final AtomicReference<@Nullable At> last = new AtomicReference<>();

	private final AtomicBoolean asking = new AtomicBoolean();

	/** Why the write was refused; {@code null} if none is known to be. */
	@Nullable Refusal reason() {
		At at = this.last.get();
		return (at != null) ? at.reason() : null;
	}

	/** A write failed. */
	void note(byte[] key, Throwable failure) {
		Refusal reason = Refusal.of(failure);
		if (STATES.contains(reason.code())) {
			this.last.set(new At(key, reason));
		}
	}

	/**
	 * Asks the key's server whether it still refuses. Returns at once.
	 * @param refused is run if it does
	 */
	void ask(RedisClusterAsyncCommands<byte[], byte[]> commands, Runnable refused) {
		At at = this.last.get();
		if (at != null && this.asking.compareAndSet(false, true)) {
			commands.setrange(at.key(), 0, NOTHING).whenComplete((answer, failure) -> {
				this.asking.set(false);
				answered(at, failure, refused);
			});
		}
	}

	private void answered(At at, @Nullable Throwable failure, Runnable refused) {
		if (failure == null) {
			this.last.compareAndSet(at, null);
		}
		else if (failure instanceof RedisCommandExecutionException) {
			Refusal reason = Refusal.of(failure);
			// Another error, as that of a foreign type, is one of a server that would
			// write.
			this.last.compareAndSet(at, STATES.contains(reason.code()) ? new At(at.key(), reason) : null);
			refused.run();
		}
	}

	/**
	 * A refused write.
	 *
	 * @param key what was to be written
	 * @param reason why it was not
	 */
	private record At(byte[] key, Refusal reason) {
	}

}
