package io.entitycache.read;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TenantRegionTests {

	private final NodeContext node = new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null,
			new ServerClock(), Ticker.systemTicker(), new RecordingObserver());

	private final TenantRegion<Long, String> region = new TenantRegion<>("row", TextCodecs.KEYS, TextCodecs.VALUES,
			Policies.PLAIN, this.node, () -> this.tenant);

	private final TenantRows rows = new TenantRows();

	private @Nullable String tenant = "a";

	@Test
	void everyTenantHasItsOwnEntry() {
		assertThat(read()).isEqualTo("a1");
		this.tenant = "b";
		assertThat(this.region.peek(1L)).isNull();
		assertThat(read()).isEqualTo("b1");
		assertThat(this.region.readAll(List.of(1L), this.rows)).containsExactly(Map.entry(1L, new Cached<>("b1")));
		assertThat(this.region.size()).isEqualTo(2);
		assertThat(this.rows.loads).isEqualTo(2);
	}

	@Test
	void regionWithoutTenantsMixesThem() {
		// Control: what the tenant in the key is for.
		CacheRegion<Long, String> mixed = new CacheRegion<>("row", TextCodecs.KEYS, TextCodecs.VALUES, Policies.PLAIN,
				this.node);
		mixed.read(1L, this.rows);
		this.tenant = "b";

		assertThat(mixed.read(1L, this.rows)).isEqualTo(new Cached<>("a1"));
	}

	@Test
	void withoutATenantNothingIsReadOrKept() {
		read();
		this.tenant = null;

		assertThat(read()).isEqualTo("nobody1");
		assertThat(read()).isEqualTo("nobody1");
		assertThat(this.region.readAll(List.of(1L, 2L), this.rows)).hasSize(2);
		assertThat(this.region.peek(1L)).isNull();
		assertThat(this.region.size()).isOne();
		assertThat(this.rows.loads).isEqualTo(4);
		assertThat(this.region.invalidation(1L)).isEqualTo(Invalidation.ofRegion("row"));
	}

	@Test
	void announcedKeyIsTheTenants() {
		read();
		EntryKey announced = this.region.entryKey(1L);
		this.tenant = "b";
		read();

		this.region.evictLocal(announced.key(), InvalidationCause.PEER);

		assertThat(this.region.peek(1L)).isNotNull();
		this.tenant = "a";
		assertThat(this.region.peek(1L)).isNull();
	}

	@Test
	void committedStateTakesThePlaceOfItsTenantsEntry() {
		read();
		String announced = this.region.entryKey(1L).key();
		this.tenant = "b";
		read();

		this.region.replaceLocal(announced, "new", this.region.localTicket(), InvalidationCause.ENTITY);

		assertThat(this.region.peek(1L)).isEqualTo(new Cached<>("b1"));
		this.tenant = "a";
		assertThat(this.region.peek(1L)).isEqualTo(new Cached<>("new"));
		assertThat(this.region.keyOf(announced)).isEqualTo(1L);
		assertThat(this.region.keyOf("1")).isEqualTo(1L);
	}

	@Test
	void laterAdmissionIsTheTenantsThatLoaded() {
		Runnable admission = this.region.admission(Map.of(1L, "a1"), this.region.newTicket());
		this.tenant = "b";
		admission.run();

		assertThat(this.region.peek(1L)).isNull();
		this.tenant = "a";
		assertThat(this.region.peek(1L)).isEqualTo(new Cached<>("a1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1:", "9:a:1", "-1:a:1", "x:a:1", "1:a1", "99999999999:a:1" })
	void whatIsNoKeyOfATenantIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TenantKey.Codec<>(TextCodecs.KEYS).decode(text));
	}

	@Test
	void noTwoTenantsShareAKey() {
		TenantKey.Codec<Long> codec = new TenantKey.Codec<>(TextCodecs.KEYS);
		TenantKey<Long> key = new TenantKey<>("1:a", 1L);

		assertThat(codec.decode(codec.encode(key))).isEqualTo(key);
		assertThat(EntryKey.ofTenant("a", "1:b")).isNotEqualTo(EntryKey.ofTenant("a:1", "b"));
	}

	private @Nullable String read() {
		Cached<String> cached = this.region.read(1L, this.rows);
		return (cached != null) ? cached.value() : null;
	}

	/** Rows of the current tenant. */
	private final class TenantRows implements Loader<Long, String> {

		private int loads;

		@Override
		public Snapshot snapshot() {
			return Snapshot.FRESH;
		}

		@Override
		public Map<Long, String> load(Collection<Long> keys, FillTicket ticket) {
			this.loads++;
			String owner = (TenantRegionTests.this.tenant != null) ? TenantRegionTests.this.tenant : "nobody";
			Map<Long, String> loaded = new HashMap<>();
			keys.forEach((key) -> loaded.put(key, owner + key));
			return loaded;
		}

		@Override
		public void whenCommitted(Runnable action) {
			action.run();
		}

	}

}
