package io.entitycache.costs;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.entitycache.EntityCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many bytes a hit of level 1 allocates. Each bound is shown to be one by something
 * that breaks it.
 */
class AllocationCostTests {

	private static final Long[] IDS = LongStream.rangeClosed(1_001, 1_100).boxed().toArray(Long[]::new);

	private static final String[] SKUS = Arrays.stream(IDS).map((id) -> "sku-" + id).toArray(String[]::new);

	/*
	 * Less than the smallest object, and more than a stray one in thousands of
	 * operations.
	 */

	private static final double STRAY = 0.5;

	/* Of an Optional. */

	private static final double ANSWER = 16;

	private static CostsNode node;

	private static EntityCache<Coin, Long> shared;

	private static EntityCache<Gadget, Long> copying;

	@BeforeAll
	static void startNode() {
		node = CostsNode.start();
		node.commit((entityManager) -> {
			for (int i = 0; i < IDS.length; i++) {
				entityManager.persist(new Gadget(IDS[i], SKUS[i], i, true));
				entityManager.persist(new Coin(IDS[i], SKUS[i], i, true));
			}
		});
		node.awaitCaughtUp();
		shared = node.coins();
		copying = node.gadgets();
		for (EntityCache<? extends Article, Long> cache : List.of(shared, copying)) {
			cache.findAllById(List.of(IDS));
			cache.findAllBy("sku", List.of(SKUS));
		}
	}

	@AfterAll
	static void stopNode() {
		node.close();
	}

	@Test
	void sharedHitAllocatesWhatCaffeineDoes() {
		double caffeine = caffeine();

		double bytes = Allocation.perOperation((time) -> shared.findById(id(time)).orElseThrow());
		assertThat(bytes).isLessThan(caffeine + STRAY).isLessThan(1);
		// The control.
		assertThat(Allocation.perOperation((time) -> copying.findById(id(time)).orElseThrow()))
			.isGreaterThan(caffeine + STRAY);
		assertNothingWasLoaded(shared);
	}

	@Test
	void sharedHitByKeyAttributeAllocatesWhatCaffeineDoes() {
		double caffeine = caffeine();

		double bytes = Allocation.perOperation((time) -> shared.findBy("sku", sku(time)).orElseThrow());
		assertThat(bytes).isLessThan(2 * caffeine + STRAY).isLessThan(1);
		// The control.
		assertThat(Allocation.perOperation((time) -> shared.peekBy("sku", sku(time))))
			.isGreaterThan(2 * caffeine + STRAY);
		assertNothingWasLoaded(shared);
	}

	@Test
	void copyingHitAllocatesTheCopy() {
		double bound = caffeine() + copy() + ANSWER + STRAY;

		double bytes = Allocation.perOperation((time) -> copying.findById(id(time)).orElseThrow());
		assertThat(bytes).isLessThan(bound).isLessThan(64).isGreaterThan(copy() - STRAY);
		// The control.
		assertThat(Allocation.perOperation((time) -> copying.findAllById(List.of(id(time))))).isGreaterThan(bound);
		assertNothingWasLoaded(copying);
	}

	@Test
	void copyingHitByKeyAttributeAllocatesTheCopy() {
		double bound = 2 * caffeine() + copy() + ANSWER + STRAY;

		double bytes = Allocation.perOperation((time) -> copying.findBy("sku", sku(time)).orElseThrow());
		assertThat(bytes).isLessThan(bound).isLessThan(64);
		// The control.
		assertThat(Allocation.perOperation((time) -> copying.findAllBy("sku", List.of(sku(time)))))
			.isGreaterThan(bound);
		assertNothingWasLoaded(copying);
	}

	private static double caffeine() {
		Cache<Long, Object> cache = Caffeine.newBuilder()
			.maximumSize(1_000)
			.expireAfterWrite(Duration.ofMinutes(10))
			.build();
		for (Long id : IDS) {
			cache.put(id, "value");
		}
		return Allocation.perOperation((time) -> String.valueOf(cache.getIfPresent(id(time))));
	}

	/** A copy that is made by hand. */
	private static double copy() {
		Gadget gadget = new Gadget(1L, "sku", 1, true);
		return Allocation
			.perOperation((time) -> new Gadget(gadget.getId(), gadget.getSku(), gadget.getStock(), gadget.isActive()));
	}

	// Once by id and once by key attribute, to fill the cache.
	private static void assertNothingWasLoaded(EntityCache<?, ?> cache) {
		assertThat(cache.statistics().loads()).isLessThanOrEqualTo(2);
	}

	private static Long id(int time) {
		return IDS[time % IDS.length];
	}

	private static String sku(int time) {
		return SKUS[time % SKUS.length];
	}

}
