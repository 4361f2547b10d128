package io.entitycache.equality;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormsOfKeyAttributesTests {

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void textThatWasAbsentIsFoundInAnotherCase(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		nodes.forEach((node) -> assertThat(node.accounts().findBy("email", "foo@x.org")).isEmpty());
		insert(nodes.get(0), "Foo@X.org", "1.50");
		nodes.forEach(KeyNode::awaitCaughtUp);
		nodes.forEach((node) -> assertThat(node.accounts().findBy("email", "foo@x.org")).map(Account::getEmail)
			.contains("Foo@X.org"));
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void numberThatWasAbsentIsFoundWithAnotherScale(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		nodes.forEach((node) -> assertThat(node.accounts().findBy("amount", new BigDecimal("1.5"))).isEmpty());
		insert(nodes.get(0), "a", "1.50");
		nodes.forEach(KeyNode::awaitCaughtUp);
		nodes.forEach((node) -> assertThat(node.accounts().findBy("amount", new BigDecimal("1.5"))).isPresent());
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void numberThatTheDatabaseRoundsWhenItIsStoredEndsTheAbsenceOfTheRoundedOne(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		nodes.forEach((node) -> assertThat(node.accounts().findBy("amount", new BigDecimal("1.51"))).isEmpty());
		insert(nodes.get(0), "a", "1.506");
		nodes.forEach(KeyNode::awaitCaughtUp);
		nodes.forEach((node) -> assertThat(node.accounts().findBy("amount", new BigDecimal("1.51"))).isPresent());
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void valueThatARowHasLostIsNotFoundInAnyForm(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), "Foo@x.org", "1.50");
		nodes.forEach(KeyNode::awaitCaughtUp);
		List<String> forms = List.of("foo@x.org", "FOO@x.org", "Foo@x.org");
		forms.forEach((form) -> assertThat(nodes.get(1).accounts().findBy("email", form)).isPresent());
		nodes.get(0).commit((entityManager) -> entityManager.find(Account.class, "A").setEmail("other"));
		nodes.forEach(KeyNode::awaitCaughtUp);
		forms.forEach((form) -> assertThat(nodes.get(1).accounts().findBy("email", form)).isEmpty());
		assertThat(nodes.get(1).accounts().findBy("email", "OTHER")).isPresent();
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void whatIsFoundByAKnownFormIsCached(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), "Foo@x.org", "1.50");
		KeyNode node = nodes.get(1);
		node.awaitCaughtUp();
		node.accounts().findById("A");
		List<BigDecimal> amounts = List.of(new BigDecimal("1.5"), new BigDecimal("1.50"), new BigDecimal("1.500"));
		amounts.forEach((amount) -> node.accounts().findBy("amount", amount));
		long before = node.accounts().statistics().loads();
		amounts.forEach((amount) -> assertThat(node.accounts().findBy("amount", amount)).isPresent());
		assertThat(node.accounts().statistics().loads()).isEqualTo(before);
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void severalFormsAtOnceFindTheSameRow(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		insert(nodes.get(0), "Foo@x.org", "1.50");
		List<String> forms = List.of("Foo@x.org", "foo@x.org", "FOO@x.org", "none");
		for (int read = 0; read < 2; read++) {
			Map<String, Account> found = nodes.get(1).accounts().findAllBy("email", forms);
			assertThat(found.keySet()).containsExactlyInAnyOrder("Foo@x.org", "foo@x.org", "FOO@x.org");
		}
	}

	@ParameterizedTest
	@EnumSource(KeyDatabase.class)
	void timeBeyondTheColumnsPrecisionEndsTheAbsenceOfWhatTheDatabaseMakesOfIt(KeyDatabase database) {
		List<KeyNode> nodes = database.nodes();
		Instant given = Instant.parse("2026-05-01T10:00:00.123456789Z");
		List<Instant> kept = List.of(Instant.parse("2026-05-01T10:00:00.123456Z"),
				Instant.parse("2026-05-01T10:00:00.123457Z"));
		kept.forEach((time) -> assertThat(nodes.get(1).moments().findById(time)).isEmpty());
		nodes.get(0).commit((entityManager) -> entityManager.persist(new Moment(given, "new")));
		nodes.forEach(KeyNode::awaitCaughtUp);
		assertThat(kept.stream().filter((time) -> nodes.get(1).moments().findById(time).isPresent())).hasSize(1);
	}

	private static void insert(KeyNode node, String email, String amount) {
		node.commit((entityManager) -> {
			Account account = new Account("A", "new");
			account.setEmail(email);
			account.setAmount(new BigDecimal(amount));
			entityManager.persist(account);
		});
	}

}
