package io.entitycache.moves;

import io.entitycache.moves.Shelter.Dog;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresMovedMeanwhileTests extends MovedMeanwhileScenarios {

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("shelters");

	private static final ShelterNode NODE = ShelterNode.start(ShelterNode.Alone.class,
			"spring.datasource.url=" + DATABASE.jdbcUrl(), "spring.datasource.username=" + DATABASE.username(),
			"spring.datasource.password=" + DATABASE.password(), "spring.jpa.hibernate.ddl-auto=create");

	@Override
	ShelterNode node() {
		return NODE;
	}

	@Test
	void changeAtRepeatableReadCostsNoShelterItsAnimals() {
		given(new Dog());
		node().facts().clear();
		repeatableRead().executeWithoutResult((status) -> node().entityManager().find(Dog.class, this.id).weight = 7);
		assertNoShelterLostItsAnimals();
		assertTrue(Dog.class);
	}

	@Test
	void changeAtRepeatableReadOfAnAnimalThatWasMovedFails() {
		given(new Dog());
		assertThatExceptionOfType(ConcurrencyFailureException.class)
			.isThrownBy(() -> repeatableRead().executeWithoutResult((status) -> {
				Dog dog = node().entityManager().find(Dog.class, this.id);
				moveMeanwhile(Dog.class, move(this.other));
				dog.weight = 7;
			}));
		assertTrue(Dog.class);
	}

	@Test
	void snapshotOfAnEarlierTransactionOfTheSameSession() {
		given(new Dog());
		try (Session session = node().entityManagerFactory().unwrap(SessionFactory.class).openSession()) {
			TransactionSynchronizationManager.bindResource(node().entityManagerFactory(),
					new EntityManagerHolder(session));
			Dog[] loaded = new Dog[1];
			repeatableRead().executeWithoutResult((status) -> loaded[0] = session.find(Dog.class, this.id));
			moveMeanwhile(Dog.class, move(this.other));
			repeatableRead().executeWithoutResult((status) -> loaded[0].weight = 7);
		}
		finally {
			TransactionSynchronizationManager.unbindResource(node().entityManagerFactory());
		}
		assertTrue(Dog.class);
		assertThat(node().get(Shelter.class, this.home).dogs).hasSize(1);
	}

	private static TransactionTemplate repeatableRead() {
		TransactionTemplate transactions = NODE.transactions();
		transactions.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		return transactions;
	}

	@AfterAll
	static void stop() {
		NODE.close();
	}

}
