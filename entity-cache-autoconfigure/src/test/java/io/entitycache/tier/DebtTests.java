package io.entitycache.tier;

import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DebtTests {

	private static final EntryKey A = new EntryKey("product", "a");

	private static final EntryKey B = new EntryKey("product", "b");

	private final Debt debt = new Debt(3);

	@Test
	void owedKeysAndRegionsAreCovered() {
		this.debt.add(Invalidation.of(A));
		this.debt.add(Invalidation.ofRegion("stock"));

		assertThat(this.debt.covers(A)).isTrue();
		assertThat(this.debt.covers(B)).isFalse();
		assertThat(this.debt.covers(new EntryKey("stock", "x"))).isTrue();
		assertThat(this.debt.size()).isEqualTo(2);
	}

	@Test
	void tablesAreOwedToo() {
		this.debt.add(new Invalidation(Set.of(), Set.of(), Set.of("product")));

		assertThat(this.debt.owed().invalidation().tables()).containsExactly("product");
		assertThat(this.debt.size()).isOne();
	}

	@Test
	void whatIsPaidIsOwedNoMore() {
		this.debt.add(new Invalidation(Set.of(A), Set.of("stock"), Set.of("t")));

		this.debt.settle(this.debt.owed());

		assertThat(this.debt.size()).isZero();
		assertThat(this.debt.covers(A)).isFalse();
	}

	@Test
	void whatIsOwedAgainWhileItIsPaidStaysOwed() {
		this.debt.add(new Invalidation(Set.of(A, B), Set.of("stock"), Set.of("t")));
		Debt.Portion portion = this.debt.owed();
		this.debt.add(new Invalidation(Set.of(A), Set.of("stock"), Set.of("t")));

		this.debt.settle(portion);

		assertThat(this.debt.owed().invalidation())
			.isEqualTo(new Invalidation(Set.of(A), Set.of("stock"), Set.of("t")));
	}

	@Test
	void keyOfAnOwedRegionMakesTheRegionOwedAgain() {
		this.debt.add(Invalidation.ofRegion("product"));
		Debt.Portion portion = this.debt.owed();
		this.debt.add(Invalidation.of(A));

		this.debt.settle(portion);

		assertThat(this.debt.covers(A)).isTrue();
	}

	@Test
	void manyKeysCollapseToTheirRegions() {
		for (int i = 0; i < 4; i++) {
			this.debt.add(Invalidation.of(new EntryKey("product", "k" + i)));
		}

		assertThat(this.debt.owed().invalidation()).isEqualTo(Invalidation.ofRegion("product"));
		assertThat(this.debt.covers(A)).isTrue();
	}

	@Test
	void collapseWhileKeysArePaidLeavesTheRegionOwed() {
		this.debt.add(Invalidation.of(A));
		Debt.Portion portion = this.debt.owed();
		for (int i = 0; i < 4; i++) {
			this.debt.add(Invalidation.of(new EntryKey("product", "k" + i)));
		}

		this.debt.settle(portion);

		assertThat(this.debt.covers(A)).isTrue();
	}

	@RepeatedTest(40)
	void keyIsCoveredWhileItCollapses() throws Exception {
		this.debt.add(Invalidation.ofKeys(Set.of(A, B, new EntryKey("product", "c"))));
		AtomicBoolean doubted = new AtomicBoolean();
		CountDownLatch looking = new CountDownLatch(1);
		Thread reader = new Thread(() -> {
			looking.countDown();
			for (int i = 0; i < 2_000; i++) {
				if (!this.debt.covers(A)) {
					doubted.set(true);
				}
			}
		});
		reader.start();
		looking.await();
		this.debt.add(Invalidation.of(new EntryKey("product", "d")));
		reader.join();

		assertThat(doubted).isFalse();
	}

}
