package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.entitycache.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * A database that remembers every state there ever was of what caches keep of it. Reads
 * see what is committed; a transaction locks what it writes.
 */
final class VersionedDatabase {

	private final Map<EntryKey, List<@Nullable String>> history = new HashMap<>();

	private final Map<EntryKey, Transaction> locks = new HashMap<>();

	private final Map<Transaction, Long> aboutToCommit = new HashMap<>();

	/** There has always been this. */
	void begin(EntryKey key, @Nullable String state) {
		List<@Nullable String> states = new ArrayList<>();
		states.add(state);
		this.history.put(key, states);
	}

	Set<EntryKey> keys() {
		return this.history.keySet();
	}

	/** The regions in which there is something. */
	List<String> regions() {
		return this.history.keySet().stream().map(EntryKey::region).distinct().sorted().toList();
	}

	@Nullable String read(EntryKey key) {
		List<@Nullable String> states = states(key);
		return states.get(states.size() - 1);
	}

	/** What is committed now, for reads that go on to see it. */
	Function<EntryKey, @Nullable String> snapshot() {
		Map<EntryKey, @Nullable String> states = new HashMap<>();
		this.history.keySet().forEach((key) -> states.put(key, read(key)));
		return states::get;
	}

	/** The number of the last committed state. */
	int version(EntryKey key) {
		return states(key).size() - 1;
	}

	/**
	 * The number of a state.
	 * @throws AssertionError if it has never been committed
	 */
	int versionOf(EntryKey key, @Nullable String state) {
		int version = states(key).lastIndexOf(state);
		if (version < 0) {
			throw new AssertionError("Uncommitted: " + key + " is " + state);
		}
		return version;
	}

	private List<@Nullable String> states(EntryKey key) {
		List<@Nullable String> states = this.history.get(key);
		if (states == null) {
			throw new IllegalArgumentException("There is no " + key);
		}
		return states;
	}

	boolean canWrite(Set<EntryKey> keys) {
		return keys.stream().noneMatch(this.locks::containsKey);
	}

	Transaction write(Map<EntryKey, @Nullable String> states) {
		Transaction transaction = new Transaction(states);
		states.keySet().forEach((key) -> this.locks.put(key, transaction));
		return transaction;
	}

	/**
	 * Whether no transaction has told the caches of its commit at or before that time.
	 */
	boolean hasNoneAboutToCommitSince(long nanos) {
		return this.aboutToCommit.values().stream().allMatch((since) -> since > nanos);
	}

	/** A transaction that has written all it is going to write. */
	final class Transaction {

		private final Map<EntryKey, @Nullable String> states;

		private Transaction(Map<EntryKey, @Nullable String> states) {
			this.states = states;
		}

		void aboutToCommit(long now) {
			VersionedDatabase.this.aboutToCommit.put(this, now);
		}

		void commit() {
			this.states.forEach((key, state) -> states(key).add(state));
			rollBack();
		}

		void rollBack() {
			VersionedDatabase.this.aboutToCommit.remove(this);
			VersionedDatabase.this.locks.values().removeIf((holder) -> holder == this);
		}

	}

}
