package io.entitycache.transaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeSetTests {

	private static final EntryKey KEY = new EntryKey("product", "1");

	private final Recorder handler = new Recorder();

	private final ChangeSet changes = new ChangeSet(this.handler);

	@Test
	void commitIsPreparedAndThenTold() {
		this.changes.add(Invalidation.of(KEY));

		this.changes.beforeCommit();
		this.changes.afterCompletion(true);

		assertThat(this.handler.calls).containsExactly("prepare", "committed");
	}

	@Test
	void commitThatWasNotPreparedIsTold() {
		this.changes.add(Invalidation.of(KEY));

		this.changes.afterCompletion(true);

		assertThat(this.handler.calls).containsExactly("committed");
	}

	@Test
	void rollBackIsToldOnce() {
		this.changes.add(Invalidation.of(KEY));

		this.changes.afterCompletion(false);
		this.changes.afterCompletion(true);

		assertThat(this.handler.calls).containsExactly("rolledBack");
	}

	@Test
	void unclearEndAfterThePreparationCountsAsCommitted() {
		this.changes.add(Invalidation.of(KEY));

		this.changes.beforeCommit();
		this.changes.afterCompletion(false);

		assertThat(this.handler.calls).containsExactly("prepare", "committed");
	}

	@Test
	void refusedPreparationIsARollBack() {
		this.changes.add(Invalidation.of(KEY));
		this.handler.failure = new IllegalStateException("refused");

		assertThatThrownBy(this.changes::beforeCommit).hasMessage("refused");
		this.handler.failure = null;
		this.changes.afterCompletion(false);

		assertThat(this.handler.calls).containsExactly("prepare", "rolledBack");
	}

	@Test
	void failureAfterTheEndReachesNobody() {
		this.changes.add(Invalidation.of(KEY));
		this.handler.failure = new IllegalStateException("a bug");

		this.changes.afterCompletion(true);

		assertThat(this.handler.calls).containsExactly("committed");
	}

	@Test
	void preparationAfterTheEndDoesNothing() {
		this.changes.add(Invalidation.of(KEY));
		this.changes.afterCompletion(true);

		this.changes.beforeCommit();

		assertThat(this.handler.calls).containsExactly("committed");
	}

	@Test
	void nothingIsToldOfNothing() {
		this.changes.beforeCommit();
		this.changes.afterCompletion(true);

		assertThat(this.handler.calls).isEmpty();
		assertThat(this.changes.isEmpty()).isTrue();
	}

	@Test
	void wholeRegionTakesThePlaceOfItsKeys() {
		this.changes.add(Invalidation.of(KEY));
		this.changes.add(Invalidation.of(new EntryKey("line", "1")));
		this.changes.add(Invalidation.ofRegion("product"));
		this.changes.add(Invalidation.of(new EntryKey("product", "2")));

		assertThat(this.changes.invalidation())
			.isEqualTo(new Invalidation(Set.of(new EntryKey("line", "1")), Set.of("product"), Set.of()));
		assertThat(this.changes.touches(new EntryKey("product", "3"))).isTrue();
		assertThat(this.changes.touches(new EntryKey("line", "2"))).isFalse();
		assertThat(this.changes.touchesRegion("line")).isTrue();
		assertThat(this.changes.touchesRegion("basket")).isFalse();
	}

	@Test
	void manyKeysBecomeRegions() {
		Set<EntryKey> many = new HashSet<>();
		for (int key = 0; key <= 10_000; key++) {
			many.add(new EntryKey("product", String.valueOf(key)));
		}

		this.changes.add(Invalidation.of(new EntryKey("line", "1")));
		assertThat(this.changes.invalidation().regions()).isEmpty();
		this.changes.add(Invalidation.ofKeys(many));

		assertThat(this.changes.invalidation()).isEqualTo(Invalidation.ofRegions(Set.of("product", "line")));
	}

	@Test
	void everyTransactionHasItsOwnId() {
		assertThat(this.changes.id()).isNotZero().isNotEqualTo(new ChangeSet(this.handler).id());
	}

	private static final class Recorder implements CommitHandler {

		private final List<String> calls = new ArrayList<>();

		private @Nullable RuntimeException failure;

		@Override
		public void prepare(ChangeSet changes) {
			called("prepare");
		}

		@Override
		public void committed(ChangeSet changes) {
			called("committed");
		}

		@Override
		public void rolledBack(ChangeSet changes) {
			called("rolledBack");
		}

		private void called(String call) {
			this.calls.add(call);
			if (this.failure != null) {
				throw this.failure;
			}
		}

	}

}
