package io.entitycache.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.EntityCache;
import io.entitycache.copies.Account.Contact;
import io.entitycache.copies.Account.Mood;
import io.entitycache.copies.Account.Settings;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnFidelityTests {

	private static final AtomicLong IDS = new AtomicLong();

	private static List<CopiesNode> nodes = List.of();

	@BeforeAll
	static void start() {
		nodes = CopiesNode.startTwo();
	}

	@AfterAll
	static void stop() {
		nodes.forEach(CopiesNode::close);
	}

	private static EntityCache<Account, Long> accounts(CopiesNode node) {
		return node.cache(Account.class, Long.class);
	}

	/** A row that another version of the application has written. */
	private static long newAccount() {
		long id = IDS.incrementAndGet();
		nodes.get(0).commit((entityManager) -> {
			Account account = (id % 2 == 0) ? new Account(id) : new SafeAccount(id, "1234");
			account.setName("name");
			account.setPassword("secret");
			account.setCard("4711 0815");
			account.setEmail("Someone" + id + "@Example.org");
			account.setSettings(new Settings("dark"));
			account.setContact(new Contact("555 1234"));
			entityManager.persist(account);
		});
		nodes.get(0)
			.jdbc()
			.update("update account set settings = ? format json where id = ?",
					"{\"language\":\"de\",\"theme\":\"dark\"}", id);
		nodes.forEach((node) -> node.caches().invalidate(Account.class, id));
		nodes.forEach(CopiesNode::awaitCaughtUp);
		return id;
	}

	private static Map<String, Object> row(long id) {
		return nodes.get(0)
			.jdbc()
			.queryForMap("select version, name, password, card, email, mood, cast(settings as varchar) settings, phone"
					+ " from account where id = ?", id);
	}

	private static Account found(long id) {
		return nodes.get(0).bean(AccountRepository.class).findById(id).orElseThrow();
	}

	/** From the database, from level 1, from level 2, and from level 1 again. */
	private static List<Account> copies(long id) {
		List<Account> copies = new ArrayList<>();
		for (CopiesNode node : nodes) {
			copies.add(accounts(node).findById(id).orElseThrow());
			copies.add(accounts(node).findById(id).orElseThrow());
		}
		return copies;
	}

	private static long updates() {
		return nodes.stream()
			.mapToLong((node) -> node.bean(EntityManagerFactory.class)
				.unwrap(SessionFactory.class)
				.getStatistics()
				.getEntityUpdateCount())
			.sum();
	}

	@Test
	void copiesAreWhatALoadGivesThoughNoConverterHasAWayBack() {
		for (long id : List.of(newAccount(), newAccount())) {
			long loads = accounts(nodes.get(1)).statistics().loads();

			assertThat(copies(id)).allSatisfy((copy) -> assertThat(copy).hasSameClassAs(found(id))
				.usingRecursiveComparison()
				.isEqualTo(found(id)));
			assertThat(accounts(nodes.get(1)).statistics().loads()).isEqualTo(loads);
			assertThat(copies(id).get(2).getPassword()).isEqualTo("#secret");
			assertThat(copies(id).get(2).getMood()).isEqualTo(Mood.UNKNOWN);
		}
	}

	@Test
	void savingAnUnchangedCopyWritesNothing() {
		for (long id : List.of(newAccount(), newAccount())) {
			Map<String, Object> before = row(id);
			long updates = updates();

			copies(id).forEach(nodes.get(1).bean(AccountRepository.class)::save);

			assertThat(updates()).isEqualTo(updates);
			assertThat(row(id)).isEqualTo(before);
		}
	}

	@Test
	void aChangedCopyWritesWhatALoadedEntityWouldWrite() {
		long cached = newAccount();
		long loaded = newAccount();
		Account copy = copies(cached).get(2);
		Account entity = found(loaded);
		copy.setPassword("new");
		entity.setPassword("new");

		nodes.get(1).bean(AccountRepository.class).saveAll(List.of(copy, entity));

		Map<String, Object> written = row(cached);
		written.put("EMAIL", row(loaded).get("EMAIL"));
		assertThat(written).isEqualTo(row(loaded)).containsEntry("PASSWORD", "#new");
	}

	@Test
	void severalRowsKeepTheirOwnColumns() {
		List<Long> ids = List.of(newAccount(), newAccount(), newAccount());

		for (CopiesNode node : nodes) {
			accounts(node).findAllById(ids)
				.forEach((id, copy) -> assertThat(copy).usingRecursiveComparison().isEqualTo(found(id)));
		}
		assertThat(accounts(nodes.get(0)).findAllById(ids)).hasSize(3);
	}

	@Test
	void aRowThatIsFoundByAnAttributeOrBySyncKeepsItsColumns() {
		long id = newAccount();
		String email = "someone" + id + "@example.org";
		assertThat(accounts(nodes.get(0)).findBy("email", email)).get().usingRecursiveComparison().isEqualTo(found(id));
		long other = newAccount();

		assertThat(accounts(nodes.get(0)).sync().join().rows()).isPositive();

		long loads = accounts(nodes.get(0)).statistics().loads();
		assertThat(accounts(nodes.get(0)).findById(other)).get().usingRecursiveComparison().isEqualTo(found(other));
		assertThat(accounts(nodes.get(0)).statistics().loads()).isEqualTo(loads);
	}

	@Test
	void aTransactionSeesItsOwnValues() {
		long id = newAccount();
		copies(id);

		nodes.get(0).commit((entityManager) -> {
			Account managed = entityManager.find(Account.class, id);
			managed.setPassword("own");
			managed.setSettings(new Settings("bright"));

			Account copy = accounts(nodes.get(0)).findById(id).orElseThrow();

			assertThat(copy.getPassword()).isEqualTo("own");
			assertThat(copy.getSettings()).isEqualTo(new Settings("bright"));
		});
		assertThat(accounts(nodes.get(0)).findById(id).map(Account::getPassword)).contains("#own");
	}

	@Test
	void entitiesTakenIntoTheCacheAreReadForTheirColumns() {
		long id = newAccount();
		Account entity = found(id);

		accounts(nodes.get(0)).snapshots().preload(() -> List.of(entity).stream());

		assertThat(copies(id)).allSatisfy((copy) -> assertThat(copy).usingRecursiveComparison().isEqualTo(found(id)));
	}

}
