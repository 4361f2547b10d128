package io.entitycache.testsupport;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a Redis server has run each command, calls made by scripts included, without
 * {@code INFO}, which counting itself uses.
 *
 * @param byCommand the count of each command that ran at least once, by its name in lower
 * case
 */
public record CommandCounts(Map<String, Long> byCommand) {

	public CommandCounts {
		byCommand = Map.copyOf(byCommand);
	}

	static CommandCounts parse(Map<String, String> commandStatistics) {
		Map<String, Long> counts = new TreeMap<>();
		commandStatistics.forEach((name, statistics) -> {
			String calls = statistics.substring("calls=".length(), statistics.indexOf(','));
			counts.put(name.substring("cmdstat_".length()), Long.valueOf(calls));
		});
		counts.remove("info");
		return new CommandCounts(counts);
	}

	public long of(String command) {
		return this.byCommand.getOrDefault(command.toLowerCase(Locale.ROOT), 0L);
	}

	public long total() {
		return this.byCommand.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Returns what ran between an earlier count and this one.
	 * @param earlier a count of the same life of the same server
	 * @return the difference, only commands that ran
	 */
	public CommandCounts since(CommandCounts earlier) {
		Map<String, Long> difference = new TreeMap<>();
		this.byCommand.forEach((name, count) -> difference.put(name, count - earlier.of(name)));
		difference.values().removeIf((count) -> count == 0);
		return new CommandCounts(difference);
	}

}
