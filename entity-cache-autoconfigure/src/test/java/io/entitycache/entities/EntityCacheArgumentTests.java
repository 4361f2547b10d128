package io.entitycache.entities;

import java.util.Arrays;
import java.util.List;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.shop.Item;
import io.entitycache.shop.TwoNodes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What may not be passed is refused before anything is asked or changed. */
class EntityCacheArgumentTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final EntityCache<Item, Long> items = this.nodes.one().items();

	@Test
	@SuppressWarnings({ "DataFlowIssue", "NullAway" })
	void nullIsRefusedAndNothingIsLoaded() {
		long id = this.nodes.newItem(1);
		this.items.findById(id);
		CacheStatistics before = this.items.statistics();

		assertRefused(() -> this.items.findById(null));
		assertRefused(() -> this.items.findBy("sku", null));
		assertRefused(() -> this.items.findAllById(Arrays.asList(id, null)));
		assertRefused(() -> this.items.findAllBy("sku", Arrays.asList(TwoNodes.sku(id), null)));
		assertRefused(() -> this.items.contains(null));
		assertRefused(() -> this.items.peek(null));
		assertRefused(() -> this.items.peekBy("sku", null));
		assertRefused(() -> this.items.containsBy("sku", null));
		assertRefused(() -> this.items.freshness(null));
		assertRefused(() -> this.items.refresh(null));
		assertRefused(() -> this.items.evict(null));
		assertRefused(() -> this.items.evictAll(Arrays.asList(id, null)));
		assertRefused(() -> this.items.evictBy("sku", null));
		assertRefused(() -> this.nodes.one().caches().invalidate(Item.class, null));

		assertThat(this.items.statistics().loads()).isEqualTo(before.loads());
		assertThat(this.items.contains(id)).isTrue();
	}

	@Test
	void everyMethodRefusesAnAttributeThatIsNoKey() {
		List<ThrowingCallable> calls = List.of(() -> this.items.findBy("price", 1), () -> this.items.peekBy("price", 1),
				() -> this.items.containsBy("price", 1), () -> this.items.evictBy("price", 1),
				() -> this.items.clear("price"), () -> this.items.size("price"));

		assertThat(calls).allSatisfy((call) -> assertThatIllegalArgumentException().isThrownBy(call)
			.withMessageContaining("'price'")
			.withMessageContaining("sku")
			.withMessageContaining("barcode"));
	}

	@Test
	void bulkReadByAnAttributeThatIsNoKeyIsRefused() {
		long loads = this.items.statistics().loads();

		assertThatIllegalArgumentException().isThrownBy(() -> this.items.findAllBy("price", List.of(1, 2)))
			.withMessageContaining("'price'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.items.findAllBy("price", List.of()));
		assertThat(this.items.statistics().loads()).isEqualTo(loads);
	}

	private static void assertRefused(ThrowingCallable call) {
		assertThatIllegalArgumentException().isThrownBy(call)
			.withMessageMatching("The given (id|value) must not be null");
	}

}
