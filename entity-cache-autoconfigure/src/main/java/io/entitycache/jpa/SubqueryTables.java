package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the tables that the subqueries of an SQL expression read. Names that are no
 * tables may be among them, as nothing ever writes to those; a table that is read is
 * never left out.
 */
final class SubqueryTables {

	private static final Pattern QUERY = Pattern.compile("\\bselect\\b", Pattern.CASE_INSENSITIVE);

	private static final Pattern NOISE = Pattern.compile("'(?:[^']|'')*+'|--[^\\n]*+|/\\*.*?\\*/", Pattern.DOTALL);

	/** Stands for the schema of the persistence unit. */
	private static final Pattern PLACEHOLDER = Pattern.compile("\\{h-\\w+\\}\\.?");

	private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|`[^`]*`|\\[[^\\]]*\\]|[\\w$#@{}]+|\\S",
			Pattern.UNICODE_CHARACTER_CLASS);

	/** What ends a list of tables. */
	private static final Set<String> ENDS = Set.of("where", "group", "order", "having", "limit", "fetch", "offset",
			"union", "intersect", "except", "minus", "on", "using", "join", "inner", "left", "right", "full", "cross",
			"natural", "window", "for", ")");

	private final List<String> tokens = new ArrayList<>();

	private final Set<String> tables = new LinkedHashSet<>();

	private SubqueryTables(String sql) {
		Matcher matcher = TOKEN.matcher(PLACEHOLDER.matcher(NOISE.matcher(sql).replaceAll(" ? ")).replaceAll(" "));
		while (matcher.find()) {
			this.tokens.add(matcher.group());
		}
	}

	/** Whether the expression has a subquery. */
	static boolean isIn(String sql) {
		return QUERY.matcher(NOISE.matcher(sql).replaceAll(" ")).find();
	}

	/**
	 * Lower-case names, without schema, of the tables; {@code null} if the text does not
	 * name them all.
	 */
	static @Nullable Set<String> of(String sql) {
		SubqueryTables reader = new SubqueryTables(sql);
		return (reader.read() && !reader.tables.isEmpty()) ? reader.tables : null;
	}

	private boolean read() {
		for (int i = 0; i < this.tokens.size(); i++) {
			String token = lower(i);
			boolean known = true;
			if (token.equals("from")) {
				known = addList(i + 1);
			}
			else if (token.equals("join")) {
				known = addTable(i + 1) >= 0;
			}
			else if (token.equals("'") || token.equals("table")) {
				// A literal that does not end, or a table that is a function's result.
				known = false;
			}
			if (!known) {
				return false;
			}
		}
		return true;
	}

	/** Tables with commas between, each perhaps with an alias. */
	private boolean addList(int start) {
		int next = addTable(start);
		while (next >= 0 && next < this.tokens.size() && !ENDS.contains(lower(next))) {
			next = lower(next).equals(",") ? addTable(next + 1) : next + 1;
		}
		return next >= 0;
	}

	/** Adds the table that begins there; returns what comes after, -1 if it is none. */
	private int addTable(int start) {
		int at = start;
		while (Set.of("only", "lateral", "(").contains(lower(at))) {
			at++;
		}
		if (lower(at).equals("select") || lower(at).equals("values")) {
			// A query in place of a table names its own; after it may come more tables.
			return afterParentheses(start);
		}
		String name = token(at);
		while (lower(at + 1).equals(".")) {
			at += 2;
			name = token(at);
		}
		if (lower(at + 1).equals("(")) {
			// What a function reads is not known, unless it only cuts or extracts.
			return -1;
		}
		this.tables.add(WrittenTables.unqualified(name));
		return at + 1;
	}

	private int afterParentheses(int start) {
		int depth = 0;
		for (int i = start; i < this.tokens.size(); i++) {
			depth += switch (lower(i)) {
				case "(" -> 1;
				case ")" -> -1;
				default -> 0;
			};
			if (depth == 0 && lower(i).equals(")")) {
				return i + 1;
			}
		}
		return this.tokens.size();
	}

	private String token(int index) {
		return (index < this.tokens.size()) ? this.tokens.get(index) : "";
	}

	private String lower(int index) {
		return token(index).toLowerCase(Locale.ROOT);
	}

}
