package io.entitycache.jpa.changes;

import java.time.Duration;
import java.util.Set;

import io.entitycache.Invalidation;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.jpa.changes.Shop.Note;
import io.entitycache.jpa.changes.Shop.Product;
import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static io.entitycache.jpa.changes.ShopDatabase.key;
import static io.entitycache.jpa.changes.ShopDatabase.newId;
import static io.entitycache.jpa.changes.ShopDatabase.stale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** How transactions end; the same on every database. */
abstract class TransactionScenarios {

	private final ShopDatabase shop = database();

	private final RecordingHandler handler = this.shop.handler;

	private final long id = newId();

	abstract ShopDatabase database();

	@BeforeEach
	void watch() {
		this.shop.watch();
		this.handler.clear();
	}

	@Test
	void rolledBackTransactionIsToldAsSuch() {
		assertThatThrownBy(() -> this.shop.run((em) -> {
			em.persist(note());
			em.flush();
			throw new IllegalStateException("no");
		})).hasMessage("no");

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
		assertThat(this.handler.rolledBack).containsExactly(noteIsStale());
	}

	@Test
	void changesThatWereNotFlushedBeforeARollBackNeverHappened() {
		assertThatThrownBy(() -> this.shop.run((em) -> {
			em.persist(note());
			throw new IllegalStateException("no");
		})).hasMessage("no");

		assertThat(this.handler.log).containsExactly("database rollback");
	}

	@Test
	void transactionThatMayOnlyRollBackIsNotPrepared() {
		required().executeWithoutResult((status) -> {
			this.shop.entityManager.persist(note());
			this.shop.entityManager.flush();
			status.setRollbackOnly();
		});

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
	}

	@Test
	void innerFailureThatIsCaughtRollsTheWholeTransactionBack() {
		assertThatExceptionOfType(UnexpectedRollbackException.class).isThrownBy(() -> this.shop.run((em) -> {
			em.persist(note());
			em.flush();
			try {
				this.shop.run((inner) -> {
					throw new IllegalStateException("inner");
				});
			}
			catch (IllegalStateException ex) {
				// Too late.
			}
		}));

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
	}

	@Test
	void failedFlushAtCommitIsARollBack() {
		this.shop.given((em) -> em.persist(new Product(this.id, "s" + this.id)));
		long other = newId();

		assertThatThrownBy(() -> this.shop.run((em) -> {
			em.persist(note());
			em.flush();
			em.persist(new Product(other, "s" + this.id));
		})).isInstanceOf(RuntimeException.class);

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
	}

	@Test
	void refusedPreparationRollsBackAndReachesTheCaller() {
		RuntimeException refusal = new IllegalStateException("refused");
		this.handler.failure = refusal;

		assertThatThrownBy(() -> this.shop.run((em) -> em.persist(note()))).satisfies((thrown) -> {
			Throwable cause = thrown;
			while (cause != null && cause != refusal) {
				cause = cause.getCause();
			}
			assertThat(cause).isSameAs(refusal);
		});

		assertThat(this.handler.log).containsExactly("prepare", "database rollback", "rolledBack");
		assertThat(this.shop.<Object>inTransaction((em) -> em.find(Note.class, this.id))).isNull();
	}

	@Test
	void innerTransactionOfItsOwnSurvivesTheOuterOne() {
		long inner = newId();

		assertThatThrownBy(() -> this.shop.run((em) -> {
			em.persist(new Product(this.id, "s" + this.id));
			em.flush();
			this.shop.transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult((status) -> {
				assertThat(this.shop.changes.touches(key("product", this.id))).isFalse();
				em.persist(new Product(inner, "s" + inner));
				em.flush();
				assertThat(this.shop.changes.touches(key("product", inner))).isTrue();
			});
			assertThat(this.shop.changes.touches(key("product", this.id))).isTrue();
			assertThat(this.shop.changes.touches(key("product", inner))).isFalse();
			throw new IllegalStateException("no");
		})).hasMessage("no");

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed", "database rollback",
				"rolledBack");
		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.keys()).containsExactlyInAnyOrder(key("product", inner),
					key("product.sku", "s" + inner)));
		assertThat(this.handler.rolledBack).singleElement()
			.satisfies((stale) -> assertThat(stale.keys()).contains(key("product", this.id)));
	}

	@Test
	void participatingTransactionsAreOneChange() {
		long inner = newId();

		this.shop.run((em) -> {
			em.persist(note());
			this.shop.transaction(TransactionDefinition.PROPAGATION_MANDATORY)
				.executeWithoutResult((status) -> em.persist(new Note(inner)));
			this.shop.transaction(TransactionDefinition.PROPAGATION_SUPPORTS)
				.executeWithoutResult((status) -> em.flush());
			assertThat(this.handler.log).isEmpty();
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
	}

	@Test
	void suspendedTransactionTouchesNothingMeanwhile() {
		this.shop.run((em) -> {
			em.persist(new Product(this.id, "s" + this.id));
			em.flush();
			this.shop.transaction(TransactionDefinition.PROPAGATION_NOT_SUPPORTED).executeWithoutResult((status) -> {
				assertThat(this.shop.changes.touches(key("product", this.id))).isFalse();
				assertThat(em.find(Product.class, this.id)).isNull();
			});
			assertThat(this.shop.changes.touches(key("product", this.id))).isTrue();
		});

		assertThat(this.handler.log).containsSubsequence("prepare", "database commit", "committed");
		assertThat(this.handler.committed).hasSize(1);
	}

	@Test
	void transactionThatDoesNotStartChangesNothing() {
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.shop.transaction(TransactionDefinition.PROPAGATION_MANDATORY)
				.executeWithoutResult((status) -> this.shop.entityManager.persist(note())));
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.shop.run((em) -> this.shop.transaction(TransactionDefinition.PROPAGATION_NEVER)
				.executeWithoutResult((status) -> em.persist(note()))));

		assertThat(this.handler.log).containsExactly("database rollback");
	}

	@Test
	void readOnlyTransactionChangesNothing() {
		TransactionTemplate readOnly = required();
		readOnly.setReadOnly(true);
		this.shop.given((em) -> em.persist(new Product(this.id, "s" + this.id)));

		readOnly.executeWithoutResult((status) -> {
			this.shop.entityManager.find(Product.class, this.id).name = "not written";
			assertThat(this.shop.changes.touches(key("product", this.id))).isFalse();
		});

		assertThat(this.handler.log).containsExactly("database commit");
	}

	@Test
	void entityManagerWithATransactionOfItsOwnIsSeen() {
		try (EntityManager em = this.shop.entityManagerFactory.createEntityManager()) {
			em.getTransaction().begin();
			em.persist(note());
			em.getTransaction().commit();
			assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");

			this.handler.clear();
			em.getTransaction().begin();
			em.find(Note.class, this.id).text = "rolled back";
			em.flush();
			em.getTransaction().rollback();
			assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");

			this.handler.clear();
			em.getTransaction().begin();
			em.find(Note.class, this.id).text = "committed";
			em.getTransaction().commit();
		}
		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(this.handler.committed).containsExactly(noteIsStale());
	}

	@Test
	void sessionThatSharesATransactionSharesItsChanges() {
		long shared = newId();

		sessionFactory().inTransaction((session) -> {
			session.persist(note());
			session.flush();
			try (Session child = session.sessionWithOptions().connection().openSession()) {
				child.persist(new Product(shared, "s" + shared));
				child.flush();
			}
		});

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.tables()).containsExactlyInAnyOrder("note", "product"));
	}

	@Test
	void sharedSessionThatIsFlushedLastIsPreparedToo() {
		long shared = newId();

		try (Session session = sessionFactory().openSession()) {
			session.beginTransaction();
			session.persist(note());
			session.flush();
			Session child = session.sessionWithOptions().connection().openSession();
			child.persist(new Product(shared, "s" + shared));
			session.getTransaction().commit();
		}

		assertThat(this.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(this.handler.prepared).last().isEqualTo(this.handler.committed.get(0));
		assertThat(this.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.tables()).containsExactlyInAnyOrder("note", "product"));
	}

	@Test
	void changeOfALaterObserverIsPreparedToo() {
		try (Session session = sessionFactory().openSession()) {
			session.beginTransaction();
			session.persist(note());
			session.flush();
			session.unwrap(SessionImplementor.class)
				.getTransactionCoordinator()
				.addObserver(flushing(session, new Product(this.id, "s" + this.id)));
			session.getTransaction().commit();
		}

		assertThat(this.handler.log).containsExactly("prepare", "prepare", "database commit", "committed");
		assertThat(this.handler.prepared).last().isEqualTo(this.handler.committed.get(0));
	}

	private static TransactionObserver flushing(Session session, Object entity) {
		return new TransactionObserver() {

			@Override
			public void afterBegin() {
				// Comes too late.
			}

			@Override
			public void beforeCompletion() {
				session.persist(entity);
				session.flush();
			}

			@Override
			public void afterCompletion(boolean successful, boolean delayed) {
				// Of no interest.
			}

		};
	}

	@Test
	void statelessSessionRollsBack() {
		try (StatelessSession session = sessionFactory().openStatelessSession()) {
			session.beginTransaction();
			session.insert(note());
			session.getTransaction().rollback();
		}

		assertThat(this.handler.log).containsExactly("database rollback", "rolledBack");
	}

	@Test
	void changeWithoutATransactionOfItsSessionIsToldAgainWhenSpringsCommits() {
		this.shop.run((em) -> {
			try (StatelessSession session = sessionFactory().openStatelessSession()) {
				session.insert(note());
			}
			assertThat(this.handler.log).contains("committed");
		});

		assertThat(this.handler.log).containsSubsequence("committed", "database commit", "committed");
	}

	@Test
	void changesAreToldBeforeAnyoneIsToldOfTheCommit() {
		this.shop.run((em) -> {
			em.persist(note());
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					TransactionScenarios.this.handler.log.add("spring before commit");
				}

				@Override
				public void afterCommit() {
					TransactionScenarios.this.handler.log.add("spring after commit");
				}

			});
		});

		assertThat(this.handler.log).containsExactly("spring before commit", "prepare", "database commit", "committed",
				"spring after commit");
	}

	@Test
	void transactionTouchesWhatItHasFlushed() {
		this.shop.given((em) -> em.persist(new Product(this.id, "s" + this.id)));

		this.shop.run((em) -> {
			em.find(Product.class, this.id).name = "new";
			assertThat(this.shop.changes.touches(key("product", this.id))).isFalse();
			em.flush();
			assertThat(this.shop.changes.touches(key("product", this.id))).isTrue();
			assertThat(this.shop.changes.touches(key("product.sku", "s" + this.id))).isTrue();
			assertThat(this.shop.changes.touches(key("product", -1))).isFalse();
			assertThat(this.shop.changes.touchesRegion("product")).isTrue();
			assertThat(this.shop.changes.touchesRegion("vehicle")).isFalse();
			em.createQuery("update Product p set p.name = 'x'").executeUpdate();
			assertThat(this.shop.changes.touches(key("product", -1))).isTrue();
		});

		assertThat(this.shop.changes.touches(key("product", this.id))).isFalse();
	}

	@Test
	void changeMadeBeforeAnythingIsWatchedMakesEverythingStale() {
		try (ShopDatabase early = new ShopDatabase("jdbc:h2:mem:early", "sa", "")) {
			early.run((em) -> {
				em.persist(note());
				em.flush();
				early.watch();
			});
			assertThat(early.handler.log).containsExactly("prepare", "database commit", "committed");
			assertThat(early.handler.committed).singleElement()
				.satisfies((stale) -> assertThat(stale.regions()).isEqualTo(ShopDatabase.WATCHED.regions()));
		}
	}

	@Test
	void changeCommittedBeforeAnythingIsWatchedMakesEverythingStale() {
		try (ShopDatabase early = new ShopDatabase("jdbc:h2:mem:earlier", "sa", "")) {
			early.run((em) -> em.persist(note()));
			early.run((em) -> em.createQuery("update Note n set n.text = 'x'").executeUpdate());
			early.watch();

			assertThat(early.handler.committed).containsExactly(Invalidation.ofRegions(ShopDatabase.WATCHED.regions()));
			assertThat(early.handler.prepared).isEmpty();
		}
	}

	@Test
	void nothingIsStaleIfNothingWasWrittenBeforeTheWatch() {
		try (ShopDatabase early = new ShopDatabase("jdbc:h2:mem:unwritten", "sa", "")) {
			early.run((em) -> em.createQuery("from Note n").getResultList());
			early.watch();

			assertThat(early.handler.committed).isEmpty();
		}
	}

	@Test
	void sessionGivenUpInsideItsTransactionIsNotKept() {
		abandonSession();
		int before = this.shop.changes.openTransactions();

		assertThat(before).isPositive();
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			System.gc();
			assertThat(this.shop.changes.openTransactions()).isZero();
		});
	}

	@Test
	void endedTransactionsAreNotKept() {
		this.shop.run((em) -> em.persist(note()));

		assertThat(this.shop.changes.openTransactions()).isZero();
	}

	@Test
	void nothingIsWatchedAnyMoreAfterTheEnd() {
		this.shop.changes.watch(this.shop.entityManagerFactory, WatchedEntities.NONE, this.handler);

		this.shop.run((em) -> em.createQuery("update Product p set p.name = 'x'").executeUpdate());

		assertThat(this.handler.log).containsExactly("database commit");
	}

	private void abandonSession() {
		Session session = sessionFactory().openSession();
		session.beginTransaction();
		session.persist(note());
		session.flush();
		// The connection would stay with the session, and the pool is small.
		session.doWork((connection) -> {
			connection.rollback();
			connection.close();
		});
	}

	private Note note() {
		return new Note(this.id);
	}

	private io.entitycache.Invalidation noteIsStale() {
		return stale(Set.of(), Set.of("note"));
	}

	private TransactionTemplate required() {
		return this.shop.transaction(TransactionDefinition.PROPAGATION_REQUIRED);
	}

	private SessionFactory sessionFactory() {
		return this.shop.entityManagerFactory.unwrap(SessionFactory.class);
	}

}
