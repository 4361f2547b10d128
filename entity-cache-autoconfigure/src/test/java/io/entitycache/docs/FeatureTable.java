package io.entitycache.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of features: what is asked for, how it is here, and which test shows it. */
final class FeatureTable {

	private static final Pattern ID = Pattern.compile("[A-Z]+-[A-Z]?\\d+");

	private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\(([^)]*)\\)");

	private static final Pattern METHOD = Pattern.compile("`(\\w+)#(\\w+)`");

	private static final Pattern ANNOTATION = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");

	private static final String NOT_HERE = "Not here: ";

	private final List<String[]> rows;

	private final Path folder;

	private FeatureTable(List<String[]> rows, Path folder) {
		this.rows = rows;
		this.folder = folder;
	}

	/**
	 * The rows of a page, in its order.
	 * @param text the page in Markdown
	 * @param folder what its links are relative to
	 */
	static FeatureTable parse(String text, Path folder) {
		List<String[]> rows = text.lines()
			.filter((line) -> line.startsWith("| "))
			.map((line) -> line.substring(2).split("\\s*\\|\\s*"))
			.filter((cells) -> ID.matcher(cells[0]).matches())
			.toList();
		return new FeatureTable(rows, folder);
	}

	/** The ids, in the order of the rows. */
	List<String> ids() {
		return this.rows.stream().map((cells) -> cells[0]).toList();
	}

	/** What is wrong, if every one of the ids must have one row and no other may. */
	List<String> complaints(Collection<String> expected) {
		List<String> complaints = new ArrayList<>();
		Set<String> missing = new LinkedHashSet<>(expected);
		for (String[] cells : this.rows) {
			if (!expected.contains(cells[0])) {
				complaints.add(cells[0] + ": nobody asks for it");
			}
			else if (!missing.remove(cells[0])) {
				complaints.add(cells[0] + ": second row");
			}
			check(cells, complaints);
		}
		missing.forEach((id) -> complaints.add(id + ": no row"));
		return complaints;
	}

	private void check(String[] cells, List<String> complaints) {
		if (cells.length != 4 || Arrays.stream(cells).anyMatch(String::isBlank)) {
			complaints.add(cells[0] + ": not four cells");
			return;
		}
		Matcher links = LINK.matcher(cells[3]);
		boolean linked = false;
		while (links.find()) {
			linked = true;
			checkLink(cells[0], links.group(1), links.group(2), complaints);
		}
		if (!linked && !cells[2].startsWith(NOT_HERE)) {
			complaints.add(cells[0] + ": neither a test nor a reason");
		}
	}

	private void checkLink(String id, String name, String target, List<String> complaints) {
		Path file = this.folder.resolve(target);
		Matcher method = METHOD.matcher(name);
		if (!method.matches()) {
			complaints.add(id + ": no method in " + name);
		}
		else if (!target.endsWith("/" + method.group(1) + ".java") || !Files.isRegularFile(file)) {
			complaints.add(id + ": no file " + target);
		}
		else if (!hasTest(read(file), method.group(2))) {
			complaints.add(id + ": no test " + name);
		}
	}

	// A method and its annotations are one block of lines, with an empty one before it.
	private static boolean hasTest(String source, String method) {
		Matcher declaration = Pattern.compile("^\\t+(public )?void " + method + "\\(", Pattern.MULTILINE)
			.matcher(source);
		while (declaration.find()) {
			int begin = source.lastIndexOf("\n\n", declaration.start());
			if (ANNOTATION.matcher(source.substring(begin + 1, declaration.start())).find()) {
				return true;
			}
		}
		return false;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
