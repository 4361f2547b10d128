package io.entitycache.observability;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.entitycache.EntityCache;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.support.SimpleValueWrapper;
import org.springframework.util.Assert;

/** One entity cache as a cache of Spring's. */
final class SpringEntityCache implements Cache {

	private final EntityCache<?, Object> cache;

	SpringEntityCache(EntityCache<?, Object> cache) {
		this.cache = cache;
	}

	@Override
	public String getName() {
		return this.cache.name();
	}

	@Override
	public Object getNativeCache() {
		return this.cache;
	}

	@Override
	public @Nullable ValueWrapper get(Object key) {
		return find(key).map(SimpleValueWrapper::new).orElse(null);
	}

	@Override
	public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
		Object value = find(key).orElse(null);
		Assert.state(value == null || type == null || type.isInstance(value),
				() -> "The values of cache '%s' are of type %s".formatted(getName(),
						this.cache.entityType().getName()));
		return cast(value);
	}

	@Override
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		Object value = find(key).orElse(null);
		if (value != null) {
			return cast(value);
		}
		try {
			return valueLoader.call();
		}
		catch (Exception ex) {
			throw new ValueRetrievalException(key, valueLoader, ex);
		}
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		ValueWrapper value = get(key);
		return (value != null) ? CompletableFuture.completedFuture(value) : null;
	}

	@Override
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		T value = cast(find(key).orElse(null));
		return (value != null) ? CompletableFuture.completedFuture(value) : valueLoader.get();
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		evict(key);
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		ValueWrapper present = get(key);
		if (present == null) {
			evict(key);
		}
		return present;
	}

	@Override
	public void evict(Object key) {
		this.cache.evict(key);
	}

	@Override
	public boolean evictIfPresent(Object key) {
		boolean present = this.cache.contains(key);
		evict(key);
		return present;
	}

	@Override
	public void clear() {
		this.cache.clear();
	}

	@Override
	public boolean invalidate() {
		boolean notEmpty = this.cache.size() > 0;
		clear();
		return notEmpty;
	}

	private Optional<?> find(Object key) {
		return this.cache.findById(key);
	}

	@SuppressWarnings("unchecked")
	private static <T> @Nullable T cast(@Nullable Object value) {
		return (T) value;
	}

}
