package io.entitycache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * Sends commands in one go and waits for their answers, no longer than told. What is not
 * answered in time is cancelled, so that it isn't sent later if it wasn't yet.
 */
final class RedisPipeline {

	private final RedisConnections connections;

	private final Duration timeout;

	RedisPipeline(RedisConnections connections, Duration timeout) {
		this.connections = connections;
		this.timeout = timeout;
	}

	/** The answers of the scripts, in the order of the calls. */
	<T> List<T> run(List<RedisCall> calls) {
		return attempt((exchange) -> {
			List<RedisFuture<T>> answers = new ArrayList<>(calls.size());
			calls.forEach((call) -> answers.add(exchange.track(call.send(exchange.commands()))));
			return exchange.awaitScripts(calls, answers);
		});
	}

	/** The answer of one script. */
	<T> T run(RedisCall call) {
		List<T> answers = run(List.of(call));
		return answers.get(0);
	}

	/** The answer to a question that shows whether the connection is fit. */
	<T> T ask(Pulse.Beat beat) {
		return attempt((exchange) -> exchange.ask(beat));
	}

	/** The answer of one command. */
	<T> T send(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> command) {
		return attempt((exchange) -> exchange.await(exchange.track(command.apply(exchange.commands()))));
	}

	private <R> R attempt(Work<R> work) {
		Exchange exchange = new Exchange(this.connections.commands(), System.nanoTime() + this.timeout.toNanos());
		try {
			return work.in(exchange);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SharedLevelException("Interrupted while waiting for Redis", ex);
		}
		catch (TimeoutException ex) {
			this.connections.failed();
			throw new SharedLevelException("Redis did not answer within %s ms".formatted(this.timeout.toMillis()), ex);
		}
		catch (ExecutionException ex) {
			this.connections.failed();
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new SharedLevelException("Redis failed: " + withoutArguments(cause), cause);
		}
		catch (RuntimeException ex) {
			throw new SharedLevelException("Redis failed: " + withoutArguments(ex), ex);
		}
		finally {
			exchange.cancelRest();
		}
	}

	/** What is done within the time. */
	private interface Work<R> {

		R in(Exchange exchange) throws InterruptedException, ExecutionException, TimeoutException;

	}

	/** Commands on their way. */
	private static final class Exchange {

		private final CommandLink link;

		private final long deadline;

		private final List<RedisFuture<?>> sent = new ArrayList<>();

		private Exchange(CommandLink link, long deadline) {
			this.link = link;
			this.deadline = deadline;
		}

		private RedisClusterAsyncCommands<byte[], byte[]> commands() {
			return this.link.commands();
		}

		private <T> RedisFuture<T> track(RedisFuture<T> future) {
			this.sent.add(future);
			return future;
		}

		private <T> T await(RedisFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
			try {
				return future.get(Math.max(0, this.deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			}
			catch (CancellationException ex) {
				throw new ExecutionException(ex);
			}
		}

		private <T> List<T> awaitScripts(List<RedisCall> calls, List<RedisFuture<T>> answers)
				throws InterruptedException, ExecutionException, TimeoutException {
			for (int i = 0; i < calls.size(); i++) {
				if (isUnknownScript(answers.get(i))) {
					answers.set(i, track(calls.get(i).sendSource(commands())));
				}
			}
			List<T> values = new ArrayList<>(answers.size());
			for (int i = 0; i < answers.size(); i++) {
				values.add(await(calls.get(i), answers.get(i)));
			}
			return values;
		}

		private <T> T await(RedisCall call, RedisFuture<T> answer)
				throws InterruptedException, ExecutionException, TimeoutException {
			try {
				return await(answer);
			}
			catch (ExecutionException ex) {
				this.link.noteFailed(call, ex);
				throw ex;
			}
		}

		private <T> T ask(Pulse.Beat beat) throws InterruptedException, ExecutionException, TimeoutException {
			List<RedisFuture<T>> answers = new ArrayList<>(List.of(track(beat.call().<T>send(commands()))));
			try {
				T answer = this.<T>awaitScripts(List.of(beat.call()), answers).get(0);
				this.link.note(beat, null);
				return answer;
			}
			catch (ExecutionException ex) {
				this.link.note(beat, ex.getCause());
				throw ex;
			}
		}

		private boolean isUnknownScript(RedisFuture<?> answer) throws InterruptedException, TimeoutException {
			try {
				await(answer);
				return false;
			}
			catch (ExecutionException ex) {
				return ex.getCause() instanceof RedisNoScriptException;
			}
		}

		private void cancelRest() {
			for (RedisFuture<?> future : this.sent) {
				if (!future.isDone()) {
					future.cancel(true);
				}
			}
		}

	}

	static String reason(Throwable failure) {
		Throwable root = root(failure);
		return root.getClass().getSimpleName() + ": " + withoutArguments(root);
	}

	static Throwable root(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root;
	}

	// A server repeats the arguments of a command that it does not know, and a password
	// may be one.
	static String withoutArguments(Throwable failure) {
		String message = String.valueOf(failure.getMessage());
		int arguments = message.indexOf(", with args beginning with");
		return (arguments >= 0) ? message.substring(0, arguments) : message;
	}

}
