package io.entitycache.benchmarks.report;

/** A row of a table; an enum constant. */
public interface Row {

	/** The name of the constant. */
	String name();

	/** What the reader of the table sees. */
	String title();

}
