package io.entitycache.sample;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request that is written as a curl command.
 *
 * @param method the method
 * @param uri where it goes
 * @param headers the headers by name
 * @param body the body, or the name of a file after an {@code @}; {@code null} without
 * @param file where the answer goes, {@code null} if it is printed
 */
record Curl(String method, URI uri, Map<String, String> headers, @Nullable String body, @Nullable String file) {

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
		Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "*/*"));
		String method = null;
		String body = null;
		String file = null;
		String url = null;
		while (words.hasNext()) {
			String word = words.next();
			switch (word) {
				case "-s" -> {
				}
				case "-X" -> method = words.next();
				case "-d", "--data-binary" -> body = words.next();
				case "-H" -> addHeader(words.next(), headers);
				case "-o" -> file = words.next();
				default -> url = requireUrl(word, command);
			}
		}
		return new Curl((method != null) ? method : (body != null) ? "POST" : "GET", URI.create("http://" + url),
				headers, body, file);
	}

	private static List<String> words(String command) {
		List<String> words = new ArrayList<>();
		Matcher matcher = WORD.matcher(command);
		while (matcher.find()) {
			words.add((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2));
		}
		return words;
	}

	private static void addHeader(String header, Map<String, String> headers) {
		String[] parts = header.split(": ", 2);
		headers.put(parts[0], parts[1]);
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

	/** The request's body, if files have these contents. */
	@Nullable String body(Map<String, String> files) {
		return (this.body != null && this.body.startsWith("@")) ? files.get(this.body.substring(1)) : this.body;
	}

}
