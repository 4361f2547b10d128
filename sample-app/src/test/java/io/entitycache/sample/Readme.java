package io.entitycache.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What README.md says. */
final class Readme {

	private static final Pattern CONSOLE = Pattern.compile("^```console\\n(.*?)^```$",
			Pattern.DOTALL | Pattern.MULTILINE);

	private static final String PROMPT = "$ ";

	private final String text;

	private Readme(String text) {
		this.text = text;
	}

	/** Tests run in the folder of their module. */
	static Readme read() {
		try {
			return new Readme(Files.readString(Path.of("..", "README.md")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The lines under a heading of the second level. */
	List<String> section(String title) {
		List<String> lines = this.text.lines().toList();
		int start = lines.indexOf("## " + title);
		if (start < 0) {
			throw new IllegalArgumentException("README has no section '%s'".formatted(title));
		}
		return lines.stream().skip(start + 1L).takeWhile((line) -> !line.startsWith("## ")).toList();
	}

	/** The commands of the section's console blocks, each with what it prints. */
	List<Step> steps(String title) {
		List<Step> steps = new ArrayList<>();
		Matcher block = CONSOLE.matcher(String.join("\n", section(title)) + "\n");
		while (block.find()) {
			for (String step : block.group(1).split("^\\Q" + PROMPT + "\\E|\\n\\Q" + PROMPT + "\\E")) {
				if (!step.isBlank()) {
					steps.add(Step.parse(step));
				}
			}
		}
		return steps;
	}

	/**
	 * A command with what it prints.
	 *
	 * @param command the command, in one line
	 * @param output what it prints, where … stands for anything
	 */
	record Step(String command, String output) {

		private static Step parse(String text) {
			String joined = text.replace("\\\n", "");
			int end = (joined + '\n').indexOf('\n');
			return new Step(joined.substring(0, end).strip(), joined.substring(end).strip());
		}

		boolean prints(String actual) {
			StringBuilder pattern = new StringBuilder();
			for (String part : this.output.split("…", -1)) {
				pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
			}
			return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual.strip()).matches();
		}

	}

}
