package io.entitycache.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every feature that was asked for has a row, with a test that exists or a reason. */
class FeatureTableTests {

	// Tests run in the folder of their module.
	private static final Path DOCS = Path.of("..", "docs");

	private static final String SOURCES = "../entity-cache-autoconfigure/src/test/java/io/entitycache/docs/";

	/** What a first and last number stand for, both included. */
	private static final int[][] FEATURES = { { 1, 15 }, { 20, 33 }, { 40, 46 }, { 50, 60 }, { 70, 84 }, { 90, 96 },
			{ 100, 108 }, { 110, 116 }, { 120, 124 }, { 130, 143 }, { 150, 157 }, { 160, 166 }, { 170, 191 },
			{ 200, 211 }, { 220, 238 } };

	@Test
	void everyFeatureHasOneRowWithATestOrAReason() throws Exception {
		FeatureTable table = FeatureTable.parse(Files.readString(DOCS.resolve("features.md")), DOCS);

		assertThat(table.complaints(expected())).isEmpty();
		assertThat(table.ids()).hasSameSizeAs(expected());
	}

	@Test
	void everyFaultOfATableIsFound() {
		String header = "| id | asked | here | test |\n| - | - | - | - |\n";
		FeatureTable table = FeatureTable.parse(header + """
				| SCM-001 | a | b | %1$s |
				| SCM-001 | a | b | %1$s |
				| SCM-002 | a | b | – |
				| SCM-003 | a | Not here: c | – |
				| SCM-004 | a | b |
				| SCM-005 | a |  | %1$s |
				| SCM-006 | a | b | %2$s |
				| SCM-007 | a | b | %3$s |
				| SCM-008 | a | b | %4$s, %1$s |
				| SCM-009 | a | b | %5$s |
				| SCM-010 | a | b | %6$s |
				| SCM-999 | a | b | %1$s |
				""".formatted(link("everyFeatureHasOneRowWithATestOrAReason"), link("everyThingElse"), link("expected"),
				link("helper"), "[`GoneTests#gone`](GoneTests.java)", "[words](" + SOURCES + "FeatureTableTests.java)"),
				DOCS);

		assertThat(table.complaints(ids("SCM-%03d", 1, 11))).containsExactly("SCM-001: second row",
				"SCM-002: neither a test nor a reason", "SCM-004: not four cells", "SCM-005: not four cells",
				"SCM-006: no test `FeatureTableTests#everyThingElse`", "SCM-007: no test `FeatureTableTests#expected`",
				"SCM-008: no test `FeatureTableTests#helper`", "SCM-009: no file GoneTests.java",
				"SCM-010: no method in words", "SCM-999: nobody asks for it", "SCM-011: no row");
	}

	// Looks like a test and is none.
	void helper() {
	}

	private static String link(String method) {
		return "[`FeatureTableTests#%s`](%sFeatureTableTests.java)".formatted(method, SOURCES);
	}

	private static List<String> expected() {
		List<String> expected = new ArrayList<>();
		for (int[] range : FEATURES) {
			expected.addAll(ids("SCM-%03d", range[0], range[1]));
		}
		expected.addAll(ids("BUG-S%02d", 1, 45));
		expected.addAll(ids("T-S%02d", 1, 18));
		expected.addAll(ids("T-M%02d", 1, 34));
		expected.addAll(ids("T-X%02d", 1, 25));
		return expected;
	}

	private static List<String> ids(String pattern, int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj(pattern::formatted).toList();
	}

}
