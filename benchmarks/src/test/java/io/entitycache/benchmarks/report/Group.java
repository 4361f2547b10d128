package io.entitycache.benchmarks.report;

/** Benchmarks whose numbers stand in one table. */
public interface Group {

	/** The word by which it is started. */
	String name();

	/**
	 * Measures every row.
	 * @return the table, in Markdown
	 */
	String run(RunSettings settings);

}
