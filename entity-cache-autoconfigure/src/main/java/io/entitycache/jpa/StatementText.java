package io.entitycache.jpa;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a statement as it may be logged: short, and without any value. */
final class StatementText {

	private static final int LONGEST = 80;

	private static final Pattern COMMENT = Pattern.compile("--[^\\n]*+|/\\*.*?\\*/", Pattern.DOTALL);

	private static final Pattern VALUE = Pattern.compile("'[^']*+'|\"[^\"]*+\"|\\b\\d[\\w.]*");

	// A literal that does not end, and text between dollars, which may be anything.
	private static final Pattern REST = Pattern.compile("['\"$].*", Pattern.DOTALL);

	private StatementText() {
	}

	static String withoutValues(String sql) {
		String text = VALUE.matcher(COMMENT.matcher(sql).replaceAll(" ")).replaceAll(Matcher.quoteReplacement("?"));
		String line = REST.matcher(text).replaceFirst("...").replaceAll("\\s+", " ").trim();
		return (line.length() <= LONGEST) ? line : line.substring(0, LONGEST) + "...";
	}

}
