package io.entitycache.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A page with a place for each table, between {@code <!-- table:name -->} and
 * {@code <!-- /table:name -->}.
 */
public final class Page {

	private final Path file;

	public Page(Path file) {
		this.file = file;
	}

	/**
	 * Puts each table in its place.
	 * @param tables the tables by name
	 * @throws IllegalStateException if the page has no place for one
	 */
	public void put(Map<String, String> tables) {
		try {
			String page = Files.readString(this.file);
			for (Map.Entry<String, String> table : tables.entrySet()) {
				page = replaced(page, table.getKey(), table.getValue());
			}
			Files.writeString(this.file, page);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String replaced(String page, String name, String table) {
		String begin = "<!-- table:%s -->".formatted(name);
		String end = "<!-- /table:%s -->".formatted(name);
		int from = page.indexOf(begin);
		int to = page.indexOf(end);
		if (from < 0 || to < from) {
			throw new IllegalStateException("%s has no place for the table '%s'".formatted(this.file, name));
		}
		return page.substring(0, from + begin.length()) + "\n" + table + page.substring(to);
	}

}
