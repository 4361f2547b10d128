package io.entitycache.equality;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormsOfOwnersTests {

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void memberThatRefersToItsOwnerInAnotherFormIsInTheOwnersCollection(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		nodes.get(0).commit((entityManager) -> entityManager.persist(new Account("Foo", "new")));
		nodes.forEach(KeyNode::awaitCaughtUp);
		assertCards(nodes, 0);
		long id = 0;
		for (String form : List.of("Foo", "fOO", "FOO")) {
			long next = ++id;
			nodes.get(0)
				.commit((entityManager) -> entityManager
					.persist(new Card(next, entityManager.getReference(Account.class, form))));
			nodes.forEach(KeyNode::awaitCaughtUp);
			assertCards(nodes, inDatabase(nodes.get(0)));
		}
		nodes.get(0).commit((entityManager) -> entityManager.remove(entityManager.find(Card.class, 1L)));
		nodes.forEach(KeyNode::awaitCaughtUp);
		assertCards(nodes, inDatabase(nodes.get(0)));
	}

	private static int inDatabase(KeyNode node) {
		return node.jdbc().queryForList("select id from card where account_code = 'foo'", Long.class).size();
	}

	private static void assertCards(List<KeyNode> nodes, int count) {
		for (int read = 0; read < 2; read++) {
			for (KeyNode node : nodes) {
				for (String form : List.of("foo", "Foo", "FOO")) {
					assertThat(node.accounts().findById(form)).as("'%s'", form)
						.hasValueSatisfying((account) -> assertThat(account.getCards()).hasSize(count));
				}
			}
		}
	}

}
