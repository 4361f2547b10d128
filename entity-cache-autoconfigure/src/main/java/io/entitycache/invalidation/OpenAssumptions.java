package io.entitycache.invalidation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.entitycache.Invalidation;
import io.entitycache.transaction.Assumption;
import org.jspecify.annotations.Nullable;

/**
 * What committed transactions have relied on until this node has heard their own
 * announcements. Announcements are applied in order, so that by then it has heard of
 * every change of a region that was announced before, and can tell for sure. A change
 * that is announced later makes the whole region stale after them, and so leaves nothing
 * behind that they could have named. Bounded: the oldest that do not fit count as
 * contradicted.
 */
final class OpenAssumptions {

	private static final int TRANSACTIONS = 1000;

	private final Map<Long, List<Assumption>> byTransaction = new LinkedHashMap<>();

	/** Notes a transaction's, before it is announced; returns what is stale for it. */
	synchronized Invalidation add(long transaction, List<Assumption> assumptions) {
		if (assumptions.isEmpty()) {
			return Invalidation.NONE;
		}
		this.byTransaction.put(transaction, assumptions);
		if (this.byTransaction.size() <= TRANSACTIONS) {
			return Invalidation.NONE;
		}
		return otherwise(this.byTransaction.remove(this.byTransaction.keySet().iterator().next()));
	}

	/** What is stale if nothing can be told of the transaction's. */
	synchronized Invalidation giveUp(long transaction) {
		return otherwise(this.byTransaction.remove(transaction));
	}

	/** What is stale if nothing can be told of any. */
	synchronized Invalidation giveUpAll() {
		List<Assumption> all = new ArrayList<>();
		this.byTransaction.values().forEach(all::addAll);
		this.byTransaction.clear();
		return otherwise(all);
	}

	/**
	 * The transaction's announcement is being applied here: what is stale by what was
	 * announced before.
	 */
	synchronized Invalidation check(long transaction, Predicate<Assumption> contradicted) {
		List<Assumption> assumptions = this.byTransaction.remove(transaction);
		return (assumptions != null) ? otherwise(assumptions.stream().filter(contradicted).toList())
				: Invalidation.NONE;
	}

	private static Invalidation otherwise(@Nullable List<Assumption> assumptions) {
		Invalidation stale = Invalidation.NONE;
		for (Assumption assumption : (assumptions != null) ? assumptions : List.<Assumption>of()) {
			stale = stale.and(assumption.otherwise());
		}
		return stale;
	}

}
