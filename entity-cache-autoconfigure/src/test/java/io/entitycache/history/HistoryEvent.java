package io.entitycache.history;

/**
 * One thing a node saw or did. Times are those of {@link System#nanoTime()}, which on
 * Linux all processes of a machine share.
 *
 * @param kind what it is
 * @param node the process
 * @param key the row, or the hash of a code
 * @param number the row's number
 * @param start when it began
 * @param end when it was over
 */
record HistoryEvent(Kind kind, String node, long key, long number, long start, long end) {

	String toLine() {
		return this.kind + " " + this.node + " " + this.key + " " + this.number + " " + this.start + " " + this.end;
	}

	static HistoryEvent of(String line) {
		String[] parts = line.split(" ");
		return new HistoryEvent(Kind.valueOf(parts[0]), parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]),
				Long.parseLong(parts[4]), Long.parseLong(parts[5]));
	}

	/** What an event is. */
	enum Kind {

		/** A read through the cache. */
		READ,

		/** A transaction is about to commit this number; it may or may not succeed. */
		INTENT,

		/** A transaction has committed this number. */
		COMMIT,

		/** A read after everything has come to rest. */
		FINAL,

		/** A read that threw. */
		READ_ERROR,

		/** A transaction that threw. */
		WRITE_ERROR

	}

}
