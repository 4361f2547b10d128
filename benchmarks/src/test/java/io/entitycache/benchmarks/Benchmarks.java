package io.entitycache.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.Page;
import io.entitycache.benchmarks.report.RunSettings;
import io.entitycache.benchmarks.shop.Servers;

/**
 * Measures groups by name and prints their tables. {@code --page} names a file with a
 * place for every table, to be filled when all have been measured: a page never shows
 * tables of different runs.
 */
public final class Benchmarks {

	private static final String ALL = "all";

	private static final String PAGE = "--page=";

	private static final String ROUNDS = "--rounds=";

	private Benchmarks() {
	}

	public static void main(String[] arguments) {
		RunSettings settings = RunSettings.FULL;
		List<String> names = new ArrayList<>();
		List<Page> pages = new ArrayList<>();
		for (String argument : arguments) {
			if (argument.equals("--quick")) {
				settings = RunSettings.QUICK;
			}
			else if (argument.equals("--short")) {
				settings = RunSettings.SHORT;
			}
			else if (argument.startsWith(ROUNDS)) {
				settings = settings.withRounds(Integer.parseInt(argument.substring(ROUNDS.length())));
			}
			else if (argument.startsWith(PAGE)) {
				pages.add(new Page(Path.of(argument.substring(PAGE.length()))));
			}
			else {
				names.add(argument);
			}
		}
		if (!pages.isEmpty() && !names.contains(ALL)) {
			throw new IllegalArgumentException("A page shows one run of all groups, not " + names);
		}
		run(named(names), settings, pages);
		// Libraries of the peers leave threads behind.
		System.exit(0);
	}

	private static List<Group> named(List<String> names) {
		List<String> known = Groups.all().stream().map(Group::name).toList();
		List<String> unknown = names.stream().filter((name) -> !known.contains(name) && !name.equals(ALL)).toList();
		if (names.isEmpty() || !unknown.isEmpty()) {
			throw new IllegalArgumentException("Name one of %s, or '%s'; got %s".formatted(known, ALL, names));
		}
		return Groups.all().stream().filter((group) -> names.contains(ALL) || names.contains(group.name())).toList();
	}

	private static void run(List<Group> groups, RunSettings settings, List<Page> pages) {
		System.setProperty("jmh.ignoreLock", "true");
		Servers.start();
		Map<String, String> tables = new LinkedHashMap<>();
		for (Group group : groups) {
			String conditions = conditions(settings);
			String table = conditions + "\n\n" + group.run(settings);
			System.out.printf("%n## %s%n%n%s%n", group.name(), table);
			tables.put(group.name(), table);
		}
		pages.forEach((page) -> page.put(tables));
	}

	private static String conditions(RunSettings settings) {
		return String.format(Locale.ROOT, "%d CPUs, %s %s, load %.1f at the start, %d rounds, %d of all rows", cpus(),
				System.getProperty("java.vm.name"), System.getProperty("java.version"),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), settings.rounds(),
				settings.roundsOfAll());
	}

	private static int cpus() {
		return Runtime.getRuntime().availableProcessors();
	}

}
