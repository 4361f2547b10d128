package io.entitycache;

/** How far a snapshot is believed. */
public enum SnapshotTrust {

	/**
	 * Not at all: it names the rows, and the database says what is in them. Whatever was
	 * committed since the export is seen.
	 */
	VERIFY,

	/**
	 * As it is, without a query: whoever imports it vouches that no row was changed since
	 * the export. What is changed while it is imported is still kept out.
	 */
	UNCHANGED

}
