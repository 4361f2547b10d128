package io.entitycache.history;

import java.util.List;

/**
 * What the checker found.
 *
 * @param reads reads
 * @param commits committed changes of rows
 * @param readErrors reads that threw
 * @param writeErrors transactions that threw
 * @param found number of violations
 * @param violations the first of them
 * @param staleness for each read that was out of date when it began, by how much, in
 * nanoseconds and in order
 */
record HistoryVerdict(long reads, long commits, long readErrors, long writeErrors, long found, List<String> violations,
		List<Long> staleness) {

	boolean isGood() {
		return this.found == 0 && this.readErrors == 0;
	}

	/** The staleness in milliseconds that this part of all reads stays under. */
	double staleMillis(double part) {
		long fresh = this.reads - this.staleness.size();
		long rank = (long) Math.ceil(part * this.reads) - fresh;
		return (rank <= 0) ? 0 : this.staleness.get((int) Math.min(rank, this.staleness.size()) - 1) / 1e6;
	}

}
