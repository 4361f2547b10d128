package io.entitycache.tier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FillFenceTests {

	private final FenceClock clock = new FenceClock();

	private final FillFence fence = new FillFence(this.clock);

	@Test
	void loadThatBeganBeforeAnInvalidationOfItsKeyIsNotAdmitted() {
		long before = this.fence.now();
		this.fence.raise("a");

		assertThat(this.fence.admits("a", before)).isFalse();
		assertThat(this.fence.admits("a", this.fence.now())).isTrue();
	}

	@Test
	void otherKeysAreAdmitted() {
		long before = this.fence.now();
		this.fence.raise(1L);

		assertThat(this.fence.admits(2L, before)).isTrue();
		assertThat(this.fence.admits(before)).isTrue();
	}

	@Test
	void loadThatBeganBeforeTheRegionWasInvalidatedIsNotAdmitted() {
		long before = this.fence.now();
		this.fence.raiseAll();

		assertThat(this.fence.admits("a", before)).isFalse();
		assertThat(this.fence.admits(before)).isFalse();
		assertThat(this.fence.admits("a", this.fence.now())).isTrue();
	}

	@Test
	void keysThatShareAStripeRefuseTooMuchAndNeverTooLittle() {
		long before = this.fence.now();
		this.fence.raise(5L);

		long admitted = 0;
		for (long key = 0; key < 10_000; key++) {
			admitted += this.fence.admits(key, before) ? 1 : 0;
		}

		assertThat(admitted).isBetween(9_900L, 9_999L);
	}

	@Test
	void oneClockOrdersTheInvalidationsOfAllRegions() {
		FillFence other = new FillFence(this.clock);
		long before = this.fence.now();
		other.raise("a");
		long between = this.fence.now();
		this.fence.raise("a");

		assertThat(between).isGreaterThan(before);
		assertThat(this.fence.admits("a", between)).isFalse();
		assertThat(other.admits("a", between)).isTrue();
	}

	@Test
	void invalidationIsNeverTakenBackByAnEarlierOne() {
		this.fence.raise("a");
		long between = this.fence.now();
		this.fence.raise("a");
		this.fence.raiseAll();

		assertThat(this.fence.admits("a", between)).isFalse();
	}

}
