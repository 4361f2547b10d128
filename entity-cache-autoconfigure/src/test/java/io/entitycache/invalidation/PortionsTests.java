package io.entitycache.invalidation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementCodec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class PortionsTests {

	@Test
	void smallInvalidationIsOnePortion() {
		Invalidation small = new Invalidation(keys(500, "k"), Set.of("stock"), Set.of("t"));

		assertThat(Portions.of(small)).containsExactly(small);
		assertThat(Portions.of(Invalidation.NONE)).containsExactly(Invalidation.NONE);
		assertThat(Portions.bounded(small)).isEqualTo(small);
	}

	@Test
	void largeInvalidationIsSeveralAndRegionsAreInTheFirst() {
		Set<EntryKey> keys = keys(1_201, "k");
		List<Invalidation> portions = Portions.of(new Invalidation(keys, Set.of("stock"), Set.of("t")));

		assertThat(portions).hasSize(3);
		assertThat(portions.get(0).regions()).containsExactly("stock");
		assertThat(portions.get(0).tables()).containsExactly("t");
		assertThat(portions).allSatisfy((portion) -> assertThat(portion.keys()).hasSizeLessThanOrEqualTo(500));
		Set<EntryKey> all = new HashSet<>();
		portions.forEach((portion) -> all.addAll(portion.keys()));
		assertThat(all).isEqualTo(keys);
	}

	@Test
	void veryManyKeysOfARegionBecomeTheRegion() {
		Invalidation many = Invalidation.ofKeys(keys(10_001, "k")).and(Invalidation.of(new EntryKey("stock", "1")));

		assertThat(Portions.bounded(many))
			.isEqualTo(new Invalidation(Set.of(new EntryKey("stock", "1")), Set.of("product"), Set.of()));
	}

	@Test
	void longKeysStillFitIntoMessages() {
		Invalidation wide = Invalidation.ofKeys(keys(300, "\u20ac".repeat(3_000)));

		for (Invalidation portion : Portions.of(Portions.bounded(wide))) {
			assertThatNoException().isThrownBy(
					() -> AnnouncementCodec.encodeBody(new Announcement(Announcement.Kind.COMMITTED, 1, 1, portion)));
		}
	}

	@Test
	void keyThatFitsIntoNoMessageBecomesItsRegion() {
		Invalidation wide = Invalidation.of(new EntryKey("product", "x".repeat(AnnouncementCodec.MAXIMUM_MESSAGE)));

		assertThat(Portions.bounded(wide)).isEqualTo(Invalidation.ofRegion("product"));
	}

	private static Set<EntryKey> keys(int count, String prefix) {
		return IntStream.range(0, count)
			.mapToObj((i) -> new EntryKey("product", prefix + i))
			.collect(Collectors.toSet());
	}

}
