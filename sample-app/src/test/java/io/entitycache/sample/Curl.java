package io.entitycache.sample;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request that is written as a curl command.
 *
 * @param method the method
 * @param uri where it goes
 * @param body the body, {@code null} without one
 */
record Curl(String method, URI uri, @Nullable String body) {

	private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

	/**
	 * Reads a command as a shell and curl would.
	 * @throws IllegalArgumentException if it has an option that is not known here
	 */
	static Curl parse(String command) {
		Iterator<String> words = words(command).iterator();
		if (!words.next().equals("curl")) {
			throw new IllegalArgumentException("Not a curl command: " + command);
		}
		String method = null;
		String body = null;
		String url = null;
		while (words.hasNext()) {
			String word = words.next();
			switch (word) {
				case "-s" -> {
				}
				case "-X" -> method = words.next();
				case "-d" -> body = words.next();
				case "-H" -> requireJson(words.next());
				default -> url = requireUrl(word, command);
			}
		}
		return new Curl((method != null) ? method : (body != null) ? "POST" : "GET", URI.create("http://" + url), body);
	}

	private static List<String> words(String command) {
		List<String> words = new ArrayList<>();
		Matcher matcher = WORD.matcher(command);
		while (matcher.find()) {
			words.add((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2));
		}
		return words;
	}

	private static void requireJson(String header) {
		if (!header.equals("Content-Type: application/json")) {
			throw new IllegalArgumentException("Unknown header: " + header);
		}
	}

	private static String requireUrl(String word, String command) {
		if (word.startsWith("-")) {
			throw new IllegalArgumentException("Unknown option %s in: %s".formatted(word, command));
		}
		return word;
	}

	/** The path with the query. */
	String path() {
		return (this.uri.getRawQuery() != null) ? this.uri.getRawPath() + '?' + this.uri.getRawQuery()
				: this.uri.getRawPath();
	}

}
