package io.entitycache.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.entitycache.ValueCodec;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectionStateCodecTests {

	private static final UUID LID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

	private static final CollectionState LIST = new CollectionState(new Object[] { 1L, 300L, -2L });

	private static final CollectionState MAP = new CollectionState(new Object[] { "größe", 7L, "", 8L });

	private static final CollectionState ONE = new CollectionState(new Object[] { LID });

	private TestPersistenceUnit unit;

	@BeforeAll
	void start() {
		this.unit = TestPersistenceUnit.h2(Box.class, Thing.class, Lid.class);
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	private ValueCodec<CollectionState> codec(String attribute) {
		return this.unit.mapping(Box.class)
			.associations()
			.stream()
			.filter((association) -> association.name().equals(attribute))
			.findFirst()
			.orElseThrow()
			.role()
			.codec();
	}

	@Test
	void bytesOfFormat1StayReadable() throws IOException {
		assertThat(codec("things").decode(golden("list"))).isEqualTo(LIST);
		assertThat(codec("named").decode(golden("map"))).isEqualTo(MAP);
		assertThat(codec("lid").decode(golden("one"))).isEqualTo(ONE);
		assertThat(codec("lid").decode(golden("none"))).isEqualTo(CollectionState.EMPTY);
	}

	@Test
	void bytesOfFormat1AreStillWrittenSo() throws IOException {
		assertThat(codec("things").encode(LIST)).isEqualTo(golden("list"));
		assertThat(codec("named").encode(MAP)).isEqualTo(golden("map"));
		assertThat(codec("lid").encode(ONE)).isEqualTo(golden("one"));
		assertThat(codec("lid").encode(CollectionState.EMPTY)).isEqualTo(golden("none"));
	}

	@Test
	void fingerprintsOfFormat1StayTheSame() {
		assertThat(List.of("things", "named", "lid")).map((name) -> Long.toHexString(codec(name).fingerprint()))
			.containsExactly("a1de528a9131e07f", "9c7b8fddb679e87b", "12a34468d994eb92");
	}

	@Test
	void bytesThatAreCutOffOrGoOnAreRefused() throws IOException {
		for (String[] each : new String[][] { { "things", "list" }, { "named", "map" }, { "lid", "one" } }) {
			byte[] bytes = golden(each[1]);
			for (int length = 0; length < bytes.length; length++) {
				byte[] cut = Arrays.copyOf(bytes, length);
				assertThatIllegalArgumentException().isThrownBy(() -> codec(each[0]).decode(cut));
			}
			byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
			assertThatIllegalArgumentException().isThrownBy(() -> codec(each[0]).decode(longer));
		}
		assertThatIllegalArgumentException().isThrownBy(() -> codec("lid").decode(new byte[] { 2 }));
	}

	private static byte[] golden(String name) throws IOException {
		try (InputStream in = CollectionStateCodecTests.class
			.getResourceAsStream("/golden/collection-v1-" + name + ".bin")) {
			return in.readAllBytes();
		}
	}

	@Entity(name = "Box")
	static class Box {

		@Id
		@Nullable Long id;

		@OneToMany(mappedBy = "box")
		List<Thing> things = new ArrayList<>();

		@ManyToMany
		@MapKeyColumn
		Map<String, Thing> named = new HashMap<>();

		@OneToOne(mappedBy = "box")
		@Nullable Lid lid;

	}

	@Entity(name = "Thing")
	static class Thing {

		@Id
		@Nullable Long id;

		@ManyToOne
		@Nullable Box box;

	}

	@Entity(name = "Lid")
	static class Lid {

		@Id
		@Nullable UUID id;

		@OneToOne
		@Nullable Box box;

	}

}
