package io.entitycache.entities;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.entitycache.CacheOutcome;
import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.shop.Item;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests what can be done with several caches at once. */
class EntityCachesTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final TwoNodes nodes = TwoNodes.shared();

	private final EntityCaches caches = this.nodes.one().caches();

	@Test
	void outcomesComeByNameInTheOrderOfTheNames() {
		Map<String, CacheOutcome<Long>> outcomes = this.caches.each(List.of("token", "item"), EntityCache::size, LONG);

		assertThat(outcomes.keySet()).containsExactly("token", "item");
		assertThat(outcomes.values()).allMatch(CacheOutcome::isSuccess);
		assertThat(outcomes.get("item").get()).isZero();
		assertThat(this.caches.<String>each(EntityCache::name, LONG).keySet())
			.containsExactlyElementsOf(this.caches.names());
	}

	@Test
	void failureOfOneIsNoOthers() {
		Map<String, CacheOutcome<String>> outcomes = this.caches.each((cache) -> {
			if (cache.name().equals("note")) {
				throw new UnsupportedOperationException("not the notes");
			}
			return cache.name();
		}, LONG);

		assertThat(outcomes.get("item").get()).isEqualTo("item");
		assertThat(outcomes.get("note").isSuccess()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> outcomes.get("note").get())
			.withMessageContaining("'note'")
			.withCauseInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void oneThatDoesNotEndIsNotWaitedForLonger() throws Exception {
		CountDownLatch open = new CountDownLatch(1);
		try {
			Map<String, CacheOutcome<String>> outcomes = this.caches.each(List.of("item", "note"), (cache) -> {
				if (cache.name().equals("note")) {
					await(open);
				}
				return Thread.currentThread().getName() + ' ' + Thread.currentThread().isDaemon();
			}, Duration.ofMillis(500));

			assertThat(outcomes.get("note")).isInstanceOfSatisfying(CacheOutcome.Failure.class,
					(failure) -> assertThat(failure.failure()).isInstanceOf(TimeoutException.class));
			assertThat(outcomes.get("item").get()).startsWith("entity-cache-work-").endsWith("true");
		}
		finally {
			open.countDown();
		}
	}

	@Test
	void timeBeyondAllMeasureIsTheLongestThereIs() {
		Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

		assertThat(this.caches.<String>each(EntityCache::name, endless).values()).allMatch(CacheOutcome::isSuccess);
		assertThat(this.caches.awaitReady(endless)).isTrue();
		assertThat(this.nodes.one().items().awaitReady(endless)).isTrue();
	}

	@Test
	void timeThatIsOverIsNone() {
		CountDownLatch open = new CountDownLatch(1);
		Duration over = Duration.ofSeconds(Long.MIN_VALUE);
		try {
			Map<String, CacheOutcome<Boolean>> outcomes = this.caches.each(List.of("item"), (cache) -> await(open),
					over);

			assertThat(outcomes.get("item").isSuccess()).isFalse();
			assertThat(this.caches.awaitReady(over)).isTrue();
		}
		finally {
			open.countDown();
		}
	}

	@Test
	void cachesAreWorkedOnAtTheSameTime() {
		CountDownLatch both = new CountDownLatch(2);
		Map<String, CacheOutcome<Boolean>> outcomes = this.caches.each(List.of("item", "note"), (cache) -> {
			both.countDown();
			return await(both);
		}, LONG);

		assertThat(outcomes.values()).allSatisfy((outcome) -> assertThat(outcome.get()).isTrue());
	}

	@Test
	void unknownNameIsRefusedBeforeAnythingIsDone() {
		long id = cached();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.caches.each(List.of("item", "itme"), this::clear, LONG))
			.withMessageContaining("'itme'")
			.withMessageContaining(this.caches.names().toString());
		assertThat(this.nodes.one().items().contains(id)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.invalidate("itme", id))
			.withMessageContaining(this.caches.names().toString());
	}

	@Test
	void invalidatedEntityIsGoneOnEveryNode() {
		long id = cached();
		this.caches.invalidate(Item.class, id);
		this.nodes.awaitCaughtUp();

		assertThat(this.nodes.one().items().contains(id)).isFalse();
		assertThat(this.nodes.two().items().contains(id)).isFalse();
		cached(id);
		this.caches.invalidate("item", id);
		assertThat(this.nodes.one().items().contains(id)).isFalse();
		cached(id);
		this.caches.invalidate("item", "sku", TwoNodes.sku(id));
		assertThat(this.nodes.one().items().contains(id)).isFalse();
	}

	@Test
	void invalidationOfWhatIsNotCachedOrOfAnotherTypeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.invalidate(String.class, 1L))
			.withMessageContaining("EntityCache 'item' of " + Item.class.getName());
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.invalidate(Item.class, UUID.randomUUID()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.invalidate("item", "price", 1))
			.withMessageContaining("sku");
	}

	@Test
	void statisticsAndSizesAreToldByName() {
		cached();

		assertThat(this.caches.sizes()).containsEntry("item", 1L).containsEntry("token", 0L);
		assertThat(this.caches.statisticsByName().get("item").loads()).isPositive();
		assertThat(this.caches.statisticsByName().values().stream().reduce(CacheStatistics.NONE, CacheStatistics::and))
			.isEqualTo(this.caches.statistics());
	}

	private long cached() {
		long id = this.nodes.newItem(1);
		cached(id);
		return id;
	}

	private void cached(long id) {
		this.nodes.both().forEach((node) -> assertThat(node.items().findById(id)).isPresent());
	}

	private boolean clear(EntityCache<?, ?> cache) {
		cache.clear();
		return true;
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
