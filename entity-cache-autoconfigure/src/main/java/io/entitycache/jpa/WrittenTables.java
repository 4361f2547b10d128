package io.entitycache.jpa;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that a statement writes to, as far as its text tells.
 *
 * @param names lower-case names without schema
 * @param kind how sure the text is
 */
record WrittenTables(Set<String> names, Kind kind) {

	private static final WrittenTables UNKNOWN = new WrittenTables(Set.of(), Kind.UNKNOWN);

	/** It writes to no table. */
	static final WrittenTables NONE = new WrittenTables(Set.of(), Kind.NONE);

	// Two adjacent literals stand for one with a doubled quote in it.
	private static final Pattern NOISE = Pattern.compile("'[^']*+'|--[^\\n]*+|/\\*.*?\\*/", Pattern.DOTALL);

	private static final Pattern SPACE = Pattern.compile("\\s+");

	private static final String PART = "(?:\"[^\"]++\"|`[^`]++`|\\[[^\\]]++\\]|[\\w$#]++)";

	private static final String NAME = "(?:" + PART + " ?\\. ?){0,2}" + PART;

	private static final Pattern WRITE = Pattern.compile(
			"\\b(?:insert (?:\\w+ ){0,2}into|(?<delete>replace into|merge into|delete from|truncate(?: table)?)"
					+ "|(?<!for )(?<!do )(?<!key )(?<update>update)(?: or \\w+| low_priority| ignore)?)"
					+ "(?: only)? (?!(?:of|skip|nowait|set|wait|top)\\b)(?<table>" + NAME + ")(?<more> ?,)?",
			Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

	private static final Pattern VERB = Pattern.compile("^ ?(?:insert|update|delete|replace|merge|truncate)\\b",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern OPAQUE = Pattern.compile(
			"^ ?(?:\\{|(?:call|exec|execute|do|begin|declare|alter"
					+ "|drop|create|rename|copy|load|import)\\b|delete (?!from\\b)|.*\\btruncate\\b.* cascade\\b)",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern HARMLESS = Pattern.compile(
			"^ ?(?:set|reset|show|lock|unlock|savepoint|release|analyze|comment|grant|revoke|notify|listen)\\b",
			Pattern.CASE_INSENSITIVE);

	/** How sure a text is. */
	enum Kind {

		/** It writes to no table. */
		NONE,

		/** It inserts or updates. */
		WRITE,

		/** It deletes too. */
		DELETE,

		/** It may write to any table. */
		UNKNOWN

	}

	/** The tables that a statement which was executed as a write writes to. */
	static WrittenTables ofUpdate(String sql) {
		WrittenTables written = of(sql);
		if (written.kind == Kind.NONE && !HARMLESS.matcher(withoutNoise(sql)).find()) {
			return UNKNOWN;
		}
		return written;
	}

	/** The tables that any statement writes to. */
	static WrittenTables of(String sql) {
		String text = withoutNoise(sql);
		// A quote that is left over means that what was taken for a literal was none.
		if (OPAQUE.matcher(text).find() || text.indexOf('\'') >= 0 || sql.contains("\\'")) {
			return UNKNOWN;
		}
		Matcher write = WRITE.matcher(text);
		Set<String> names = new LinkedHashSet<>();
		Kind kind = Kind.WRITE;
		while (write.find()) {
			if (writesToSeveral(text, write)) {
				return UNKNOWN;
			}
			names.add(unqualified(write.group("table")));
			if (write.group("update") != null) {
				addTableOfAlias(text, write.group("table"), names);
			}
			kind = (write.group("delete") != null) ? Kind.DELETE : kind;
		}
		if (names.isEmpty()) {
			return VERB.matcher(text).find() ? UNKNOWN : NONE;
		}
		return new WrittenTables(names, kind);
	}

	/** A table's name as it is compared: lower-case, without schema and quotes. */
	static String unqualified(String name) {
		String last = name.substring(name.lastIndexOf('.') + 1).trim();
		boolean quoted = last.length() > 2 && "\"`[".indexOf(last.charAt(0)) >= 0;
		return (quoted ? last.substring(1, last.length() - 1) : last).toLowerCase(Locale.ROOT);
	}

	private static String withoutNoise(String sql) {
		return SPACE.matcher(NOISE.matcher(sql).replaceAll(" ")).replaceAll(" ");
	}

	private static boolean writesToSeveral(String text, Matcher write) {
		if (write.group("more") != null) {
			return true;
		}
		if (write.group("update") == null) {
			return false;
		}
		// "update a join b on ... set b.x = 1"
		String rest = text.substring(write.end()).toLowerCase(Locale.ROOT);
		String between = rest.substring(0, Math.max(0, rest.indexOf(" set ")));
		return between.contains(" join ") || between.indexOf(',') >= 0;
	}

	/** "update x set ... from table x": what is written to is the table. */
	private static void addTableOfAlias(String text, String target, Set<String> names) {
		String alias = "(?:\\b(?:from|join)|,) (" + NAME + ") (?:as )?" + Pattern.quote(target) + "(?!\\w)";
		Matcher source = Pattern.compile(alias, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS)
			.matcher(text);
		while (source.find()) {
			names.add(unqualified(source.group(1)));
		}
	}

}
