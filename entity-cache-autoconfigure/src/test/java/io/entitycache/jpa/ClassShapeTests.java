package io.entitycache.jpa;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassShapeTests {

	@Test
	void aFieldMoreIsAnotherShapeHoweverDeepItIs() {
		assertThat(inner(ClassShape.of(Before.class))).isNotEqualTo(inner(ClassShape.of(After.class)));
		assertThat(ClassShape.of(Before.class)).isEqualTo(ClassShape.of(Before.class));
		assertThat(ClassShape.of(After.class)).contains("language:java.lang.String", "BRIGHT");
	}

	private static String inner(String shape) {
		return shape.substring(shape.indexOf('[')).replaceAll("Before|After", "");
	}

	@Test
	void aClassThatHoldsItselfHasAShape() {
		assertThat(ClassShape.of(Tree.class)).contains("children:java.util.List[" + Tree.class.getName() + "]")
			.contains("parent:" + Tree.class.getName());
	}

	@Test
	void aTypeOfTheJdkIsItsName() {
		assertThat(ClassShape.of(String.class)).isEqualTo("java.lang.String");
		assertThat(ClassShape.of(long[].class)).isEqualTo("long[]");
	}

	enum Brightness {

		DARK, BRIGHT

	}

	record Before(List<BeforePart> parts) {
	}

	record BeforePart(Brightness brightness) {
	}

	record After(List<AfterPart> parts) {
	}

	record AfterPart(Brightness brightness, @Nullable String language) {
	}

	static class Tree {

		@Nullable Tree parent;

		List<Tree> children = List.of();

	}

}
