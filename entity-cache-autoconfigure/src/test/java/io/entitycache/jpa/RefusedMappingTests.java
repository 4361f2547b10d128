package io.entitycache.jpa;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedMappingTests {

	private TestPersistenceUnit unit;

	@BeforeAll
	void start() {
		this.unit = TestPersistenceUnit.h2(RefusedEntities.ENTITIES);
	}

	@AfterAll
	void stop() {
		this.unit.close();
	}

	@ParameterizedTest
	@CsvSource({ "AnyTarget, anything, any entity", "SerializedBlob, settings, an AttributeConverter",
			"Lob, content, @Lob", "Lob, text, @Lob", "ToPrivate, target, PrivateTarget",
			"Subquery, targets, @Synchronize", "WithParent, owned, owner", "EntityKeys, texts, keys",
			"DerivedId, the id of, association", "Filtered, '', filter", "ArrayOfElements, names, session",
			"EntityInIdClass, target, id class", "DeepId, the id of, association", "OfHidden, target, make it LAZY",
			"BytesId, id, text form", "BytesInId, digest, text form" })
	void mappingThatCouldOnlyBeWrongIsRefusedByName(String entity, String attribute, String reason) throws Exception {
		Class<?> type = Class.forName(RefusedEntities.class.getName() + '$' + entity);

		assertThatExceptionOfType(UnsupportedEntityException.class).isThrownBy(() -> this.unit.mapping(type))
			.satisfies((ex) -> {
				assertThat(ex.entityName()).isEqualTo(type.getName());
				assertThat(ex.getMessage()).contains(type.getName(), attribute, reason);
				assertThat(ex.reasons())
					.anyMatch((sentence) -> sentence.contains(attribute) && sentence.contains(reason));
			});
	}

	@Test
	void everyReasonIsNamed() {
		assertThatExceptionOfType(UnsupportedEntityException.class)
			.isThrownBy(() -> this.unit.mapping(RefusedEntities.Lob.class))
			.satisfies((ex) -> assertThat(ex.reasons()).hasSize(2));
	}

	@Test
	void collectionWhoseMembersOtherRowsDecideAboutIsRefused() {
		assertThatExceptionOfType(UnsupportedEntityException.class).isThrownBy(
				() -> this.unit.aggregate(RefusedEntities.Judged.class, /* automatic= */ true))
			.satisfies((ex) -> assertThat(ex.reasons()).allSatisfy((reason) -> assertThat(reason).contains("subquery"))
				.extracting((reason) -> reason.split("'")[1])
				.containsExactlyInAnyOrder("restricted", "joined", "sorted", "ordered", "computed", "keyed", "hidden"));
	}

	@ParameterizedTest
	@ValueSource(classes = { RefusedEntities.Poem.class, RefusedEntities.Question.class })
	void associationThatOnlyTheIdOfItsMembersTellsIsRefused(Class<?> type) {
		assertThatExceptionOfType(UnsupportedEntityException.class)
			.isThrownBy(() -> this.unit.aggregate(type, /* automatic= */ true))
			.withMessageContaining("whose id contains the association with their owner");
	}

	@Test
	void entitiesBesideThemAreNotRefused() {
		assertThat(this.unit.mapping(RefusedEntities.Target.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.OwningSide.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.InverseSide.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.FinalTarget.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.ToFinal.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.ByOtherColumn.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.MayBeMissing.class)).isNotNull();
		assertThat(this.unit.mapping(RefusedEntities.Verse.class)).isNotNull();
	}

}
