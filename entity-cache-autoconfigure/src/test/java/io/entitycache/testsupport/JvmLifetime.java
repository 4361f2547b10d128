package io.entitycache.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends processes and removes files when this JVM ends, even if the JVM is killed.
 *
 * A small shell process reads from a pipe that only this JVM writes to. The end of this
 * JVM is the end of that input, whatever the reason, and then the shell cleans up. The
 * shutdown hook serves systems without a shell.
 */
final class JvmLifetime {

	// SIGQUIT lets PostgreSQL release its shared memory; Redis has nothing to release.
	private static final String SCRIPT = """
			trap '' HUP INT TERM
			killed=; quit=
			without() { kept=; for p in $1; do [ "$p" = "$2" ] || kept="$kept $p"; done; }
			while read -r verb pid; do
				case $verb in
					KILL) killed="$killed $pid" ;;
					QUIT) quit="$quit $pid" ;;
					release) without "$killed" "$pid"; killed=$kept; without "$quit" "$pid"; quit=$kept ;;
				esac
			done
			for p in $killed; do kill -KILL "$p"; done
			for p in $quit; do kill -QUIT "$p"; done
			rm -rf "$1" || { sleep 1; rm -rf "$1"; }
			""";

	private static final JvmLifetime INSTANCE = new JvmLifetime();

	private final Set<Long> pids = ConcurrentHashMap.newKeySet();

	private final Path root;

	private final OutputStream watcher;

	private JvmLifetime() {
		try {
			this.root = Files.createTempDirectory("entity-cache-test-");
			this.watcher = startWatcher(this.root);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().addShutdownHook(new Thread(this::killAll, "entity-cache-test-shutdown"));
	}

	private static OutputStream startWatcher(Path root) {
		try {
			return new ProcessBuilder("sh", "-c", SCRIPT, "entity-cache-test-watcher", root.toString())
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.getOutputStream();
		}
		catch (IOException ex) {
			return OutputStream.nullOutputStream();
		}
	}

	/**
	 * Creates a directory that is removed at the end.
	 */
	static Path newDirectory(String prefix) {
		try {
			return Files.createTempDirectory(INSTANCE.root, prefix + "-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static void killAtEnd(long pid) {
		INSTANCE.pids.add(pid);
		INSTANCE.tell("KILL", pid);
	}

	static void quitAtEnd(long pid) {
		INSTANCE.tell("QUIT", pid);
	}

	static void release(long pid) {
		INSTANCE.pids.remove(pid);
		INSTANCE.tell("release", pid);
	}

	private synchronized void tell(String verb, long pid) {
		try {
			this.watcher.write((verb + " " + pid + "\n").getBytes(StandardCharsets.US_ASCII));
			this.watcher.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The watcher of the test servers is gone", ex);
		}
	}

	private void killAll() {
		for (long pid : this.pids) {
			ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
		}
	}

}
