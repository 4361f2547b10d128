package io.entitycache.benchmarks.codec;

import io.entitycache.EntryKey;
import io.entitycache.ValueCodec;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.Servers;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityMappings;
import io.entitycache.jpa.EntityState;
import io.entitycache.tier.SlotFrame;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** From an entity to the bytes of its slot and back, as a fill and a hit do it. */
final class EntityCacheCodec {

	private final EntityMapping<Product, Long> mapping;

	private final ValueCodec<EntityState> states;

	private final EntryKey key = new EntryKey("product", "1");

	private EntityCacheCodec(EntityMapping<Product, Long> mapping) {
		this.mapping = mapping;
		this.states = mapping.stateCodec();
	}

	static ProductCodec open() {
		Servers servers = Servers.current();
		EntityManagerFactory factory = new HibernatePersistenceConfiguration("codec").managedClass(Product.class)
			.jdbcUrl(servers.jdbcUrl())
			.jdbcCredentials(servers.username(), servers.password())
			.createEntityManagerFactory();
		EntityCacheCodec codec = new EntityCacheCodec(new EntityMappings(factory).of(Product.class));
		return new ProductCodec(codec::encode, codec::decode, factory::close);
	}

	private byte[] encode(Product product) {
		return SlotFrame.entry(this.key, 1, 1, 1, 1, this.states, this.mapping.stateOf(product));
	}

	private Product decode(byte[] frame) {
		SlotFrame.Entry entry = SlotFrame.read(frame, this.key, this.states.fingerprint());
		return this.mapping.materialize(entry.value(this.states));
	}

}
