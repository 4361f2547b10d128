package io.entitycache.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import io.entitycache.CacheStatistics;
import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Freshness;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import io.entitycache.tier.LocalTicket;
import org.jspecify.annotations.Nullable;

/**
 * A region whose keys mean other rows for each tenant. The tenant is part of every key in
 * both levels and in what is announced. Without a tenant nothing is cached: reads are
 * loads, and an invalidation is one of the whole region.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public final class TenantRegion<K, V> extends CacheRegion<K, V> {

	private final CacheRegion<TenantKey<K>, V> ofAll;

	private final Supplier<@Nullable String> tenant;

	/**
	 * Creates the region.
	 * @param tenant the tenant of the current thread, {@code null} if it has none
	 */
	public TenantRegion(String name, KeyCodec<K> keys, ValueCodec<V> values, RegionPolicy policy, NodeContext node,
			Supplier<@Nullable String> tenant) {
		this(name, keys, (key, value) -> true, values, policy, node, tenant);
	}

	/**
	 * Creates the region.
	 * @param owns whether a value may be kept under a key, where the database compares
	 * keys in another way than Java
	 * @param tenant the tenant of the current thread, {@code null} if it has none
	 */
	public TenantRegion(String name, KeyCodec<K> keys, BiPredicate<K, V> owns, ValueCodec<V> values,
			RegionPolicy policy, NodeContext node, Supplier<@Nullable String> tenant) {
		super(name, keys, owns, values, policy, node);
		this.ofAll = new CacheRegion<>(name, new TenantKey.Codec<>(keys), (key, value) -> owns.test(key.key(), value),
				values, policy, node);
		this.tenant = tenant;
	}

	@Override
	public EntryKey entryKey(K key) {
		String current = this.tenant.get();
		// A text that no entry has.
		return (current != null) ? this.ofAll.entryKey(new TenantKey<>(current, key))
				: new EntryKey(name(), ":" + super.entryKey(key).key());
	}

	@Override
	public boolean hasTenants() {
		return true;
	}

	@Override
	public Invalidation invalidation(K key) {
		return (this.tenant.get() != null && isNamed(key)) ? Invalidation.of(entryKey(key))
				: Invalidation.ofRegion(name());
	}

	@Override
	public @Nullable Cached<V> read(K key, Loader<K, V> loader, long now) {
		String current = this.tenant.get();
		return (current != null) ? this.ofAll.read(new TenantKey<>(current, key), new Loads(current, loader), now)
				: past(List.of(key), loader).get(key);
	}

	@Override
	public Map<K, Cached<V>> readAll(Collection<? extends K> wanted, Loader<K, V> loader, JointRead joint) {
		String current = this.tenant.get();
		if (current == null) {
			return past(wanted, loader);
		}
		Map<K, Cached<V>> found = new LinkedHashMap<>();
		this.ofAll.readAll(keysOf(current, wanted), new Loads(current, loader), joint)
			.forEach((key, cached) -> found.put(key.key(), cached));
		return found;
	}

	private List<TenantKey<K>> keysOf(String current, Collection<? extends K> wanted) {
		List<TenantKey<K>> keys = new ArrayList<>();
		wanted.forEach((key) -> keys.add(new TenantKey<>(current, key)));
		return keys;
	}

	@Override
	void addTo(JointRead joint, Collection<? extends K> wanted) {
		String current = this.tenant.get();
		if (current != null) {
			this.ofAll.addTo(joint, keysOf(current, wanted));
		}
	}

	@Override
	public @Nullable Cached<V> reload(K key, Loader<K, V> loader) {
		String current = this.tenant.get();
		return (current != null) ? this.ofAll.reload(new TenantKey<>(current, key), new Loads(current, loader))
				: past(List.of(key), loader).get(key);
	}

	private Map<K, Cached<V>> past(Collection<? extends K> wanted, Loader<K, V> loader) {
		Set<K> distinct = new LinkedHashSet<>(wanted);
		Map<K, Cached<V>> found = new LinkedHashMap<>();
		if (!distinct.isEmpty()) {
			loader.load(distinct, newTicket()).forEach((key, value) -> found.put(key, new Cached<>(value)));
		}
		return found;
	}

	@Override
	public @Nullable Cached<V> peek(K key) {
		String current = this.tenant.get();
		return (current != null) ? this.ofAll.peek(new TenantKey<>(current, key)) : null;
	}

	@Override
	public Freshness freshness(K key) {
		String current = this.tenant.get();
		return (current != null) ? this.ofAll.freshness(new TenantKey<>(current, key))
				: new Freshness(Freshness.State.NOT_CACHED, null);
	}

	@Override
	public void forEach(BiConsumer<K, Cached<V>> action) {
		String current = this.tenant.get();
		this.ofAll.forEach((key, cached) -> {
			if (key.tenant().equals(current)) {
				action.accept(key.key(), cached);
			}
		});
	}

	@Override
	public long size() {
		return this.ofAll.size();
	}

	@Override
	public void sweep() {
		this.ofAll.sweep();
	}

	@Override
	public void evictLocal(String key, InvalidationCause cause) {
		this.ofAll.evictLocal(key, cause);
	}

	@Override
	public boolean isClearedSince(LocalTicket moment) {
		return this.ofAll.isClearedSince(moment);
	}

	@Override
	public void replaceLocal(String key, Object state, LocalTicket ticket, InvalidationCause cause) {
		this.ofAll.replaceLocal(key, state, ticket, cause);
	}

	@Override
	public Object keyOf(String text) {
		return (this.ofAll.keyOf(text) instanceof TenantKey<?> key) ? key.key() : super.keyOf(text);
	}

	@Override
	public void evictOther(K key, V value) {
		String current = this.tenant.get();
		if (current != null) {
			this.ofAll.evictOther(new TenantKey<>(current, key), value);
		}
	}

	@Override
	public void evictLocal(K key) {
		String current = this.tenant.get();
		if (current != null) {
			this.ofAll.evictLocal(new TenantKey<>(current, key));
		}
	}

	@Override
	public void clearLocal(InvalidationCause cause) {
		this.ofAll.clearLocal(cause);
	}

	@Override
	public Runnable admission(Map<K, V> loaded, FillTicket ticket) {
		String current = this.tenant.get();
		Map<TenantKey<K>, V> values = new HashMap<>();
		if (current != null) {
			loaded.forEach((key, value) -> values.put(new TenantKey<>(current, key), value));
		}
		return this.ofAll.admission(values, ticket);
	}

	@Override
	public CacheStatistics statistics() {
		return this.ofAll.statistics();
	}

	@Override
	public CacheStatistics pointerStatistics() {
		return this.ofAll.pointerStatistics();
	}

	/** The loads of one tenant, which run on its threads. */
	private final class Loads implements Loader<TenantKey<K>, V> {

		private final String current;

		private final Loader<K, V> loader;

		private Loads(String current, Loader<K, V> loader) {
			this.current = current;
			this.loader = loader;
		}

		@Override
		public Snapshot snapshot() {
			return this.loader.snapshot();
		}

		@Override
		public Map<TenantKey<K>, V> load(Collection<TenantKey<K>> keys, FillTicket ticket) {
			List<K> wanted = keys.stream().map(TenantKey::key).toList();
			Map<TenantKey<K>, V> loaded = new HashMap<>();
			this.loader.load(wanted, ticket)
				.forEach((key, value) -> loaded.put(new TenantKey<>(this.current, key), value));
			return loaded;
		}

		@Override
		public void whenCommitted(Runnable action) {
			this.loader.whenCommitted(action);
		}

	}

}
