package io.entitycache.jpa;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.entitycache.ValueCodec;
import io.entitycache.jpa.Shop.Animal;
import io.entitycache.jpa.Shop.Category;
import io.entitycache.jpa.Shop.Dog;
import io.entitycache.jpa.Shop.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntityStateCodecTests {

	private static final long SEED = 20_240_229;

	private static final int INPUTS = 20_000;

	private TestPersistenceUnit shop;

	private TestPersistenceUnit samples;

	@BeforeAll
	void start() {
		this.shop = TestPersistenceUnit.h2(Shop.ENTITIES);
		this.samples = TestPersistenceUnit.h2(Sample.class);
		Category category = new Category(1, "root", null);
		Dog dog = new Dog();
		dog.id = 1L;
		dog.tricks.add("sit");
		this.shop.persist(category, new Product(1, "p1", category).filled(), dog);
		this.samples.persist(Sample.full(1));
	}

	@AfterAll
	void stop() {
		this.shop.close();
		this.samples.close();
	}

	private List<Case<?>> cases() {
		return List.of(new Case<>(this.shop, Product.class), new Case<>(this.shop, Animal.class),
				new Case<>(this.samples, Sample.class));
	}

	@Test
	void stateIsThatOfItsOwnIdAlone() {
		EntityMapping<Category, Long> mapping = this.shop.mapping(Category.class);
		EntityState state = mapping.stateOf(new Category(1, "root", null));

		assertThat(mapping.stateCodec().isOf(1L, state)).isTrue();
		assertThat(mapping.stateCodec().isOf(2L, state)).isFalse();
	}

	@Test
	void stateThatNoEntityCanBeMadeOfIsNoState() {
		try (TestPersistenceUnit unit = TestPersistenceUnit.h2(Picky.class)) {
			EntityMapping<Picky, Long> mapping = unit.mapping(Picky.class);
			ValueCodec<EntityState> codec = mapping.stateCodec();
			byte[] good = codec.encode(mapping.stateOf(new Picky(1, "good")));
			byte[] bad = codec.encode(mapping.stateOf(new Picky(1, "bad")));

			assertThat(mapping.materialize(codec.decode(good)).getName()).isEqualTo("good");
			assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(bad))
				.havingCause()
				.withMessage("refused");
		}
	}

	@Test
	void anyByteMayBeDamaged() {
		for (Case<?> each : cases()) {
			byte[] bytes = each.bytes();
			for (int position = 0; position < bytes.length; position++) {
				for (int value = 0; value < 256; value++) {
					byte[] damaged = bytes.clone();
					damaged[position] = (byte) value;
					each.decodeHostile(damaged);
				}
			}
		}
	}

	@Test
	void bytesMayEndAnywhere() {
		for (Case<?> each : cases()) {
			byte[] bytes = each.bytes();
			for (int length = 0; length < bytes.length; length++) {
				byte[] cut = Arrays.copyOf(bytes, length);
				assertThatIllegalArgumentException().isThrownBy(() -> each.codec().decode(cut));
			}
			assertThatIllegalArgumentException()
				.isThrownBy(() -> each.codec().decode(Arrays.copyOf(bytes, bytes.length + 1)));
		}
	}

	@Test
	void bytesMayBeAnything() {
		Random random = new Random(SEED);
		for (Case<?> each : cases()) {
			for (int i = 0; i < INPUTS; i++) {
				byte[] bytes = new byte[random.nextInt(200)];
				random.nextBytes(bytes);
				if (bytes.length > 0) {
					// Most would end at an unknown entity otherwise.
					bytes[0] = (byte) random.nextInt(4);
				}
				each.decodeHostile(bytes);
			}
		}
	}

	@Test
	void piecesOfValidBytesMayBeMixed() {
		Random random = new Random(SEED);
		for (Case<?> each : cases()) {
			byte[] bytes = each.bytes();
			for (int i = 0; i < INPUTS; i++) {
				byte[] mixed = bytes.clone();
				int length = random.nextInt(bytes.length);
				int from = random.nextInt(bytes.length - length);
				int to = random.nextInt(bytes.length - length);
				System.arraycopy(bytes, from, mixed, to, length);
				each.decodeHostile(mixed);
			}
		}
	}

	@Test
	void fingerprintsTellSchemasApart() {
		Set<Long> fingerprints = new HashSet<>();
		fingerprints.add(this.shop.mapping(Product.class).stateCodec().fingerprint());
		fingerprints.add(this.shop.mapping(Animal.class).stateCodec().fingerprint());
		fingerprints.add(this.shop.mapping(Dog.class).stateCodec().fingerprint());
		fingerprints.add(this.samples.mapping(Sample.class).stateCodec().fingerprint());

		assertThat(fingerprints).hasSize(4);
		assertThat(this.shop.mapping(Dog.class).stateCodec().fingerprint()).isIn(fingerprints);
	}

	/** Whatever can be decoded can be used: copied, encoded and decoded again. */
	private record Case<T>(TestPersistenceUnit unit, Class<T> type, EntityMapping<T, Long> mapping) {

		Case(TestPersistenceUnit unit, Class<T> type) {
			this(unit, type, unit.mapping(type));
		}

		ValueCodec<EntityState> codec() {
			return this.mapping.stateCodec();
		}

		byte[] bytes() {
			return codec().encode(this.unit.state(this.type, 1L));
		}

		void decodeHostile(byte[] bytes) {
			EntityState state;
			try {
				state = codec().decode(bytes);
			}
			catch (IllegalArgumentException ex) {
				return;
			}
			catch (Throwable ex) {
				fail("Seed %d: %s".formatted(SEED, Arrays.toString(bytes)), ex);
				return;
			}
			assertThat(this.mapping.materialize(state)).isNotNull();
			codec().decode(codec().encode(state));
		}

	}

}
