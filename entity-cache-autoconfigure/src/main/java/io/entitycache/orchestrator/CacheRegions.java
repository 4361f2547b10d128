package io.entitycache.orchestrator;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.zip.CRC32;

import io.entitycache.CacheSettings;
import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.Tenants;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.NodeContext;
import io.entitycache.read.RegionPolicy;
import io.entitycache.read.TenantRegion;
import org.jspecify.annotations.Nullable;

/**
 * The regions of one cache.
 *
 * @param entities states by id
 * @param pointers by key attribute, ids by its values
 * @param <ID> the type of the entity's id
 */
record CacheRegions<ID>(CacheRegion<ID, EntityState> entities, Map<String, CacheRegion<Object, ID>> pointers) {

	/**
	 * Creates the regions.
	 * @param tenants whose rows they hold, {@code null} if all callers have the same
	 */
	static <ID> CacheRegions<ID> create(CacheSettings settings, EntityMapping<?, ID> mapping, NodeContext node,
			@Nullable Tenants tenants) {
		CacheRegion<ID, EntityState> entities = region(settings.name(), mapping.idCodec(), mapping::isKeptUnder,
				mapping.stateCodec(), settings, node, tenants);
		Map<String, CacheRegion<Object, ID>> pointers = new LinkedHashMap<>();
		for (String attribute : settings.keyAttributes()) {
			pointers.put(attribute, region(pointerRegion(settings, attribute), mapping.keyCodec(attribute),
					(value, id) -> true, new IdCodec<>(mapping.idCodec()), settings, node, tenants));
		}
		return new CacheRegions<>(entities, pointers);
	}

	/**
	 * One region with the policy of a cache.
	 * @param owns whether a value may be kept under a key, where the database compares
	 * keys in another way than Java
	 */
	static <K, V> CacheRegion<K, V> region(String name, KeyCodec<K> keys, BiPredicate<K, V> owns, ValueCodec<V> values,
			CacheSettings settings, NodeContext node, @Nullable Tenants tenants) {
		RegionPolicy policy = RegionPolicy.of(settings);
		return (tenants != null) ? new TenantRegion<>(name, keys, owns, values, policy, node, tenants::current)
				: new CacheRegion<>(name, keys, owns, values, policy, node);
	}

	/** The name of the region of a key attribute's values. */
	static String pointerRegion(CacheSettings settings, String attribute) {
		return settings.name() + '.' + attribute;
	}

	/** Ids as values: the bytes of their text form. */
	private record IdCodec<ID>(KeyCodec<ID> ids) implements ValueCodec<ID> {

		@Override
		public byte[] encode(ID id) {
			return this.ids.encode(id).getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public ID decode(byte[] bytes) {
			return this.ids.decode(new String(bytes, StandardCharsets.UTF_8));
		}

		@Override
		public long fingerprint() {
			CRC32 crc = new CRC32();
			crc.update("id".getBytes(StandardCharsets.UTF_8));
			return crc.getValue();
		}

	}

}
