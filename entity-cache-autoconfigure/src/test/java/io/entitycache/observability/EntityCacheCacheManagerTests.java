package io.entitycache.observability;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.entitycache.EntityCache;
import io.entitycache.Lookup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;

import org.springframework.cache.Cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;

/** Tests of {@link EntityCacheCacheManager}. */
class EntityCacheCacheManagerTests {

	private final FixedCaches caches = new FixedCaches();

	private final EntityCache<String, Long> entityCache = this.caches.add("product");

	private final EntityCacheCacheManager manager = new EntityCacheCacheManager(this.caches);

	@Test
	void everyEntityCacheIsThereByItsName() {
		assertThat(this.manager.getCacheNames()).containsExactly("product");
		assertThat(cache().getName()).isEqualTo("product");
		assertThat(cache().getNativeCache()).isSameAs(this.entityCache);
		assertThat(this.manager.getCache("other")).isNull();
	}

	@Test
	void readGoesThroughTheCache() {
		BDDMockito.given(this.entityCache.findById(1L)).willReturn(Optional.of("one"));
		BDDMockito.given(this.entityCache.findById(2L)).willReturn(Optional.empty());

		assertThat(wrapped(cache().get(1L))).isEqualTo("one");
		assertThat(cache().get(2L)).isNull();
		assertThat(cache().get(1L, String.class)).isEqualTo("one");
		assertThat(cache().get(2L, String.class)).isNull();
		assertThatIllegalStateException().isThrownBy(() -> cache().get(1L, Integer.class));
	}

	@Test
	void loaderIsAskedForWhatTheDatabaseDoesNotHaveAndItsAnswerIsNotStored() {
		BDDMockito.given(this.entityCache.findById(1L)).willReturn(Optional.of("one"));
		BDDMockito.given(this.entityCache.findById(2L)).willReturn(Optional.empty());

		assertThat(cache().get(1L, () -> "loaded")).isEqualTo("one");
		assertThat(cache().get(2L, () -> "loaded")).isEqualTo("loaded");
		assertThatExceptionOfType(Cache.ValueRetrievalException.class).isThrownBy(() -> cache().get(2L, () -> {
			throw new IllegalStateException("no");
		})).withCauseInstanceOf(IllegalStateException.class);
		BDDMockito.then(this.entityCache).should(never()).evict(any());
	}

	@Test
	void futuresAreAnsweredAsReadsAre() {
		BDDMockito.given(this.entityCache.findById(1L)).willReturn(Optional.of("one"));
		BDDMockito.given(this.entityCache.findById(2L)).willReturn(Optional.empty());

		CompletableFuture<?> present = cache().retrieve(1L);
		assertThat(present).isNotNull();
		assertThat(wrapped((Cache.ValueWrapper) present.join())).isEqualTo("one");
		assertThat(cache().retrieve(2L)).isNull();
		assertThat(cache().retrieve(1L, () -> CompletableFuture.completedFuture("loaded")).join()).isEqualTo("one");
		assertThat(cache().retrieve(2L, () -> CompletableFuture.completedFuture("loaded")).join()).isEqualTo("loaded");
	}

	@Test
	void putEvictsAsOnlyTheDatabaseSaysWhatIsTrue() {
		BDDMockito.given(this.entityCache.findById(1L)).willReturn(Optional.empty());

		cache().put(1L, "one");
		cache().putIfAbsent(1L, "one");

		BDDMockito.then(this.entityCache).should(BDDMockito.times(2)).evict(1L);
	}

	@Test
	void evictionsReachTheCache() {
		BDDMockito.given(this.entityCache.contains(1L)).willReturn(true);
		BDDMockito.given(this.entityCache.peek(1L)).willReturn(new Lookup.Present<>("one"));
		BDDMockito.given(this.entityCache.size()).willReturn(1L);

		cache().evict(3L);
		assertThat(cache().evictIfPresent(1L)).isTrue();
		assertThat(cache().invalidate()).isTrue();
		cache().clear();

		BDDMockito.then(this.entityCache).should().evict(3L);
		BDDMockito.then(this.entityCache).should().evict(1L);
		BDDMockito.then(this.entityCache).should(BDDMockito.times(2)).clear();
	}

	private Cache cache() {
		Cache cache = this.manager.getCache("product");
		assertThat(cache).isNotNull();
		return cache;
	}

	private static @Nullable Object wrapped(Cache.@Nullable ValueWrapper wrapper) {
		assertThat(wrapper).isNotNull();
		return wrapper.get();
	}

}
