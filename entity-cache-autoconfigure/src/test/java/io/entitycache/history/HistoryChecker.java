package io.entitycache.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import io.entitycache.history.HistoryEvent.Kind;

/**
 * Reads what all nodes saw and tells what must not have been: a number that was never
 * going to be committed, a number older than one that the same node had committed or seen
 * before, a number that was out of date for longer than the bound, and a difference from
 * the database once everything has come to rest.
 */
final class HistoryChecker {

	private static final int KEPT_VIOLATIONS = 20;

	/* A message's way to a process that waits for a processor. */

	private static final Duration LATENCY = Duration.ofSeconds(1);

	private final List<HistoryEvent> events;

	private final Map<Long, Long> database;

	private final Duration bound;

	private final List<FaultWindow> faults;

	private final Map<Long, NavigableMap<Long, Long>> commitEnds = new HashMap<>();

	private final Map<Long, Map<Long, Long>> intents = new HashMap<>();

	private final List<String> violations = new ArrayList<>();

	private final List<Long> staleness = new ArrayList<>();

	private long found;

	HistoryChecker(List<HistoryEvent> events, Map<Long, Long> database, Duration bound, List<FaultWindow> faults) {
		this.events = events;
		this.database = database;
		this.bound = bound;
		this.faults = faults;
	}

	HistoryVerdict check() {
		index();
		this.events.stream().filter((event) -> event.kind() == Kind.READ).forEach((read) -> {
			checkCommitted(read);
			checkStaleness(read);
		});
		checkOrderPerNode();
		checkFinal();
		this.staleness.sort(Comparator.naturalOrder());
		return new HistoryVerdict(count(Kind.READ), count(Kind.COMMIT), count(Kind.READ_ERROR), count(Kind.WRITE_ERROR),
				this.found, this.violations, this.staleness);
	}

	private void index() {
		for (HistoryEvent event : this.events) {
			if (event.kind() == Kind.COMMIT) {
				this.commitEnds.computeIfAbsent(event.key(), (key) -> new TreeMap<>())
					.merge(event.number(), event.end(), Math::min);
			}
			if (event.kind() == Kind.INTENT) {
				this.intents.computeIfAbsent(event.key(), (key) -> new HashMap<>())
					.merge(event.number(), event.start(), Math::min);
			}
		}
	}

	private void checkCommitted(HistoryEvent read) {
		Long intended = this.intents.getOrDefault(read.key(), Map.of()).get(read.number());
		if (read.number() != 0 && (intended == null || intended > read.end())) {
			violated("saw what nobody had committed", read);
		}
	}

	private void checkStaleness(HistoryEvent read) {
		NavigableMap<Long, Long> commits = this.commitEnds.get(read.key());
		if (commits == null) {
			return;
		}
		long outdatedAt = Long.MAX_VALUE;
		for (long end : commits.tailMap(read.number(), /* inclusive= */ false).values()) {
			outdatedAt = Math.min(outdatedAt, end);
			if (end - read.start() > 0) {
				break;
			}
		}
		if (outdatedAt == Long.MAX_VALUE || outdatedAt >= read.start()) {
			return;
		}
		long stale = read.start() - outdatedAt;
		this.staleness.add(stale);
		if (stale > allowed(this.bound, outdatedAt, read.start())) {
			violated("saw what had been out of date for " + Duration.ofNanos(stale).toMillis() + " ms", read);
		}
	}

	/*
	 * A node that saw or committed a number sees no lower one in a read that starts
	 * later.
	 */

	private void checkOrderPerNode() {
		Map<String, List<HistoryEvent>> perNodeAndKey = new HashMap<>();
		for (HistoryEvent event : this.events) {
			if (event.kind() == Kind.READ || event.kind() == Kind.COMMIT) {
				perNodeAndKey.computeIfAbsent(event.node() + " " + event.key(), (key) -> new ArrayList<>()).add(event);
			}
		}
		perNodeAndKey.values().forEach(this::checkOrder);
	}

	private void checkOrder(List<HistoryEvent> events) {
		List<HistoryEvent> byEnd = new ArrayList<>(events);
		byEnd.sort(Comparator.comparingLong(HistoryEvent::end));
		List<HistoryEvent> reads = new ArrayList<>(events);
		reads.removeIf((event) -> event.kind() != Kind.READ);
		reads.sort(Comparator.comparingLong(HistoryEvent::start));
		int over = 0;
		HistoryEvent highest = null;
		for (HistoryEvent read : reads) {
			while (over < byEnd.size() && byEnd.get(over).end() <= read.start()) {
				HistoryEvent known = byEnd.get(over++);
				if (highest == null || known.number() > highest.number()) {
					highest = known;
				}
			}
			if (highest != null && highest.number() > read.number() && !isExplained(highest, read)) {
				violated((highest.kind() == Kind.COMMIT) ? "did not see the node's own commit " + highest.toLine()
						: "went back behind " + highest.toLine(), read);
			}
		}
	}

	private boolean isExplained(HistoryEvent seen, HistoryEvent read) {
		return seen.kind() == Kind.READ && read.start() - seen.end() <= allowed(LATENCY, seen.end(), read.start());
	}

	private long allowed(Duration atAnyTime, long from, long to) {
		return atAnyTime.toNanos() + this.faults.stream().mapToLong((fault) -> fault.overlap(from, to)).sum();
	}

	private void checkFinal() {
		for (HistoryEvent event : this.events) {
			if (event.kind() == Kind.FINAL && event.number() != this.database.getOrDefault(event.key(), -1L)) {
				violated("does not equal the database, which has " + this.database.get(event.key()), event);
			}
		}
		if (count(Kind.FINAL) == 0) {
			this.found++;
			this.violations.add("no node was read after it came to rest");
		}
	}

	private void violated(String what, HistoryEvent event) {
		this.found++;
		if (this.violations.size() < KEPT_VIOLATIONS) {
			List<Fault> inForce = this.faults.stream()
				.filter((fault) -> fault.overlap(event.start() - this.bound.toNanos(), event.end()) > 0)
				.map(FaultWindow::fault)
				.toList();
			this.violations.add(event.toLine() + ": " + what + " " + inForce);
		}
	}

	private long count(Kind kind) {
		return this.events.stream().filter((event) -> event.kind() == kind).count();
	}

}
