package io.entitycache.tier;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IncarnationsTests {

	private final Random random = new Random(1);

	@Test
	void whatBeginsAfterAHistoryIsNewer() {
		long known = Incarnations.after(0, this.random.nextLong());
		for (int i = 0; i < 1_000; i++) {
			long next = Incarnations.after(known, this.random.nextLong());

			assertThat(next).isNotZero();
			assertThat(Incarnations.isNewer(next, known)).isTrue();
			assertThat(Incarnations.isNewer(known, next)).isFalse();
			known = next;
		}
	}

	@Test
	void anyNumberCanHaveBeenAnIncarnation() {
		for (int i = 0; i < 10_000; i++) {
			long known = this.random.nextLong();
			long next = Incarnations.after(known, this.random.nextLong());

			assertThat(Incarnations.isNewer(next, known)).isTrue();
			assertThat(Incarnations.isNewer(known, next)).isFalse();
		}
	}

	@Test
	void countWrapsAround() {
		long last = -1L;
		long next = Incarnations.after(last, 0);

		assertThat(next).isOne();
		assertThat(Incarnations.isNewer(next, last)).isTrue();
		assertThat(Incarnations.isNewer(last, next)).isFalse();
	}

	@Test
	void thoseOfOneCountAreNotNewerThanEachOther() {
		long one = Incarnations.after(0, 1);
		long other = Incarnations.after(0, 2);

		assertThat(Incarnations.isNewer(one, other)).isFalse();
		assertThat(Incarnations.isNewer(other, one)).isFalse();
		assertThat(Incarnations.isNewer(one, one)).isFalse();
	}

	@Test
	void everythingIsNewerThanNothing() {
		assertThat(Incarnations.isNewer(-1L, 0)).isTrue();
		assertThat(Incarnations.isNewer(0, -1L)).isFalse();
		assertThat(Incarnations.isNewer(0, 0)).isFalse();
	}

}
