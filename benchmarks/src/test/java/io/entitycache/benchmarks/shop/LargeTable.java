package io.entitycache.benchmarks.shop;

import java.util.function.IntFunction;

/** The table with ten times as many rows, for as long as it is needed. */
public final class LargeTable {

	private static final int FACTOR = 10;

	private LargeTable() {
	}

	/**
	 * Runs with a large table.
	 * @param smoke whether the usual table is large enough
	 * @param work is told the number of rows
	 */
	public static <R> R during(boolean smoke, IntFunction<R> work) {
		String usual = System.getProperty(Catalog.ROWS);
		int rows = smoke ? Catalog.current().size() : FACTOR * Catalog.current().size();
		System.setProperty(Catalog.ROWS, String.valueOf(rows));
		try {
			Servers.start();
			return work.apply(rows);
		}
		finally {
			restore(usual);
		}
	}

	private static void restore(String usual) {
		if (usual != null) {
			System.setProperty(Catalog.ROWS, usual);
		}
		else {
			System.clearProperty(Catalog.ROWS);
		}
		Servers.start();
	}

}
