package io.entitycache.equality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormsOfIdsTests {

	static List<Object[]> databasesAndForms() {
		List<Object[]> all = new ArrayList<>();
		for (KeyDatabase database : KeyDatabase.values()) {
			for (KeyForms forms : KeyForms.values()) {
				all.add(new Object[] { database, forms });
			}
		}
		return all;
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void updateOfARowReachesWhatWasReadByOtherFormsOfItsId(KeyDatabase database, KeyForms forms) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), forms, forms.stored);
		for (Object changed : forms.all()) {
			assertEachForm(nodes, forms, nameOf(nodes, forms));
			nodes.get(0).commit((entityManager) -> entityManager.find(forms.type, changed).setName("by " + changed));
			nodes.forEach(KeyNode::awaitCaughtUp);
			assertEachForm(nodes, forms, Optional.of("by " + changed));
		}
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void deletedRowIsGoneByEveryFormOfItsId(KeyDatabase database, KeyForms forms) {
		List<KeyNode> nodes = database.nodes();
		for (Object removed : forms.all()) {
			insert(nodes.get(0), forms, forms.stored);
			nodes.forEach(KeyNode::awaitCaughtUp);
			assertEachForm(nodes, forms, Optional.of("new"));
			nodes.get(0)
				.commit((entityManager) -> entityManager.remove(entityManager.getReference(forms.type, removed)));
			nodes.forEach(KeyNode::awaitCaughtUp);
			assertEachForm(nodes, forms, Optional.empty());
		}
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void rowThatWasAbsentIsFoundByEveryFormOfItsId(KeyDatabase database, KeyForms forms) {
		List<KeyNode> nodes = database.nodes();
		assertEachForm(nodes, forms, Optional.empty());
		insert(nodes.get(0), forms, forms.stored);
		nodes.forEach(KeyNode::awaitCaughtUp);
		assertEachForm(nodes, forms, Optional.of("new"));
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void evictionByAnyFormReachesTheRow(KeyDatabase database, KeyForms forms) {
		assertReached(database, forms, (node, id) -> forms.cache(node).evict(id));
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void invalidationByAnyFormReachesTheRow(KeyDatabase database, KeyForms forms) {
		assertReached(database, forms, (node, id) -> node.caches().invalidate(forms.type, id));
	}

	private static void assertReached(KeyDatabase database, KeyForms forms, BiConsumer<KeyNode, Object> invalidation) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), forms, forms.stored);
		for (Object form : forms.all()) {
			assertEachForm(nodes, forms, nameOf(nodes, forms));
			String name = "past the application, " + form;
			nodes.get(0).jdbc().update("update " + forms.table() + " set name = ?", name);
			invalidation.accept(nodes.get(0), form);
			nodes.forEach(KeyNode::awaitCaughtUp);
			assertEachForm(nodes, forms, Optional.of(name));
		}
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void severalFormsAtOnceFindTheSameRow(KeyDatabase database, KeyForms forms) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), forms, forms.stored);
		for (int read = 0; read < 2; read++) {
			Map<Object, Named> found = forms.cache(nodes.get(1)).findAllById(forms.all());
			assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(forms.all());
			assertThat(found.values()).extracting(Named::getName).containsOnly("new");
		}
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void rowIsCachedByEachFormWhoseEqualityIsKnown(KeyDatabase database, KeyForms forms) {
		List<KeyNode> nodes = database.nodes();
		KeyNode node = nodes.get(1);
		insert(nodes.get(0), forms, forms.stored);
		node.awaitCaughtUp();
		boolean known = forms != KeyForms.CASE || database.areTextsKnown();
		assertThat(loadsOf(node, forms, known ? forms.other : forms.stored)).isPositive();
		if (known) {
			forms.all().forEach((form) -> assertThat(loadsOf(node, forms, form)).isZero());
		}
		else {
			assertThat(loadsOf(node, forms, forms.stored)).isZero();
			assertThat(loadsOf(node, forms, forms.other)).as("of a form that is not the row's own").isPositive();
			assertThat(loadsOf(node, forms, forms.other)).as("the same once more").isPositive();
		}
	}

	@ParameterizedTest
	@MethodSource("databasesAndForms")
	void absenceIsRememberedWhereEqualityIsKnown(KeyDatabase database, KeyForms forms) {
		KeyNode node = database.nodes().get(1);
		boolean known = forms != KeyForms.CASE || database.areTextsKnown();
		assertThat(loadsOf(node, forms, forms.other)).isPositive();
		if (known) {
			forms.all().forEach((form) -> assertThat(loadsOf(node, forms, form)).isZero());
		}
		else {
			assertThat(loadsOf(node, forms, forms.other)).isPositive();
		}
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void copyHasTheIdThatTheDatabaseGave(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), KeyForms.CASE, "Foo");
		for (int read = 0; read < 2; read++) {
			assertThat(nodes.get(1).accounts().findById("fOO")).map(Account::getCode).contains("Foo");
		}
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void idsOfWhichItIsNotSureHowTheyAreComparedAreNeverStale(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		List<String> forms = List.of("Léo", "LÉO", "léo");
		forms.forEach((form) -> assertThat(nodes.get(1).accounts().findById(form)).isEmpty());
		insert(nodes.get(0), KeyForms.CASE, "Léo");
		nodes.forEach(KeyNode::awaitCaughtUp);
		for (String form : forms) {
			nodes.get(0).commit((entityManager) -> entityManager.find(Account.class, "léo").setName(form));
			nodes.forEach(KeyNode::awaitCaughtUp);
			forms.forEach(
					(read) -> assertThat(nodes.get(1).accounts().findById(read)).map(Account::getName).contains(form));
		}
	}

	@Test
	void absenceOfAPlainTextEndsWithTheInsertOfOneWithAccents() {
		List<KeyNode> nodes = KeyDatabase.MARIADB.nodes();
		assertThat(nodes.get(1).accounts().findById("Leo")).isEmpty();
		insert(nodes.get(0), KeyForms.CASE, "Léo");
		nodes.forEach(KeyNode::awaitCaughtUp);
		assertThat(nodes.get(1).accounts().findById("Leo")).map(Account::getCode).contains("Léo");
	}

	private static void insert(KeyNode node, KeyForms forms, Object id) {
		node.commit((entityManager) -> entityManager.persist(forms.create(id, "new")));
	}

	private static Optional<String> nameOf(List<KeyNode> nodes, KeyForms forms) {
		return nodes.get(0).jdbc().queryForList("select name from " + forms.table(), String.class).stream().findFirst();
	}

	private static void assertEachForm(List<KeyNode> nodes, KeyForms forms, Optional<String> name) {
		for (int read = 0; read < 2; read++) {
			for (KeyNode node : nodes) {
				forms.all().forEach((form) -> assertThat(forms.name(node, form)).as("'%s'", form).isEqualTo(name));
			}
		}
	}

	private static long loadsOf(KeyNode node, KeyForms forms, Object id) {
		long before = forms.cache(node).statistics().loads();
		forms.cache(node).findById(id);
		return forms.cache(node).statistics().loads() - before;
	}

}
