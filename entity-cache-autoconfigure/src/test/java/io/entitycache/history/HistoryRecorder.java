package io.entitycache.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a node sees, so that it is there even if the process is killed. */
final class HistoryRecorder {

	private final String node;

	private final BufferedWriter writer;

	HistoryRecorder(String node, Path file) {
		this.node = node;
		try {
			this.writer = Files.newBufferedWriter(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void record(HistoryEvent.Kind kind, long key, long number, long start, long end) {
		String line = new HistoryEvent(kind, this.node, key, number, start, end).toLine();
		synchronized (this) {
			try {
				this.writer.write(line);
				this.writer.newLine();
				// A killed process writes nothing more.
				this.writer.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
