package io.entitycache.associations;

import java.util.List;
import java.util.function.Consumer;

import io.entitycache.testsupport.CommandCounts;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One-to-one associations of which only the other side's row tells. */
class InverseOneToOneTests {

	private final TwoClinics clinics = TwoClinics.shared();

	private final ClinicNode one = this.clinics.one();

	private long id;

	private long without;

	private long bystander;

	@BeforeEach
	void cacheThreeKeepersEverywhere() {
		this.id = this.clinics.newId();
		this.without = this.clinics.newId();
		this.bystander = this.clinics.newId();
		this.clinics.commit((em) -> {
			newKeeper(em, this.id);
			em.persist(new Keeper(this.without));
			newKeeper(em, this.bystander);
		});
		this.clinics.both()
			.forEach((node) -> node.cache(Keeper.class).findAllById(List.of(this.id, this.without, this.bystander)));
	}

	private static void newKeeper(EntityManager em, long id) {
		Keeper keeper = new Keeper(id);
		em.persist(keeper);
		em.persist(new Licence(id, "number-" + id, keeper));
		em.persist(new Locker(id, "locker-" + id, keeper));
		em.persist(new Parking(id, "parking-" + id, keeper));
		em.persist(new Diary(keeper, "text-" + id));
	}

	private void commit(Consumer<EntityManager> work) {
		this.clinics.both().forEach((node) -> node.observer().facts().clear());
		this.clinics.commit(work);
	}

	private void assertLicence(long keeper, @Nullable String number) {
		for (ClinicNode node : this.clinics.both()) {
			for (int round = 0; round < 2; round++) {
				Licence licence = node.get(Keeper.class, keeper).licence;
				assertThat((licence != null) ? licence.number : null).isEqualTo(number);
			}
		}
	}

	private void assertUntouched(long keeper) {
		for (ClinicNode node : this.clinics.both()) {
			node.observer().facts().clear();
			CommandCounts before = TwoClinics.commands();
			assertThat(node.get(Keeper.class, keeper).licence).isNotNull();
			assertThat(TwoClinics.commands().since(before).of("mget")).isZero();
			assertThat(node.observer().facts()).isEmpty();
		}
	}

	private Keeper reference(EntityManager em, long keeper) {
		return em.getReference(Keeper.class, keeper);
	}

	@Test
	void inverseSideIsPartOfACopyOnEveryLevel() {
		this.clinics.one().caches().clear();
		this.clinics.awaitCaughtUp();
		for (int round = 0; round < 3; round++) {
			for (ClinicNode node : this.clinics.both()) {
				Keeper keeper = node.get(Keeper.class, this.id);
				assertThat(keeper.licence).isNotNull();
				assertThat(Hibernate.isInitialized(keeper.licence)).isTrue();
				assertThat(keeper.licence.number).isEqualTo("number-" + this.id);
				assertThat(keeper.licence.keeper).isSameAs(keeper);
				assertThat(keeper.diary).isNotNull();
				assertThat(keeper.diary.text).isEqualTo("text-" + this.id);
				assertThat(keeper.deputyOf).isNull();
				Keeper empty = node.get(Keeper.class, this.without);
				assertThat(empty.licence).isNull();
				assertThat(empty.locker).isNull();
				assertThat(empty.parking).isNull();
				assertThat(empty.diary).isNull();
			}
		}
	}

	@Test
	void lazyInverseSideComesAlongWhetherOrNotItIsNamed() {
		for (ClinicNode node : this.clinics.both()) {
			Keeper keeper = node.get(Keeper.class, this.id);
			assertThat(keeper.locker).isNotNull();
			assertThat(Hibernate.isInitialized(keeper.locker)).isTrue();
			assertThat(keeper.locker.label).isEqualTo("locker-" + this.id);
			assertThat(keeper.parking).isNotNull();
			assertThat(Hibernate.isInitialized(keeper.parking)).isTrue();
			assertThat(keeper.parking.label).isEqualTo("parking-" + this.id);
		}
	}

	@Test
	void entityOnTheOwningSideComesWithTheOther() {
		Licence licence = this.clinics.two().get(Licence.class, this.id);

		assertThat(licence.keeper).isNotNull();
		assertThat(licence.keeper.licence).isSameAs(licence);
	}

	@Test
	void newOtherSideIsShown() {
		commit((em) -> em.persist(new Licence(this.without, "new", reference(em, this.without))));

		assertLicence(this.without, "new");
		assertUntouched(this.bystander);
	}

	@Test
	void otherSideThatIsDeletedIsGone() {
		commit((em) -> em.remove(em.find(Locker.class, this.id)));
		commit((em) -> em.find(Keeper.class, this.id).licence = null);

		assertLicence(this.id, null);
		this.clinics.both().forEach((node) -> assertThat(node.get(Keeper.class, this.id).locker).isNull());
		assertUntouched(this.bystander);
	}

	@Test
	void otherSideThatMovesLeavesTheOldOneForTheNewOne() {
		// Nothing but the foreign key.
		commit((em) -> em.find(Licence.class, this.id).keeper = reference(em, this.without));

		assertLicence(this.id, null);
		assertLicence(this.without, "number-" + this.id);
		assertUntouched(this.bystander);
	}

	@Test
	void otherSideThatMovesBehindEverybodysBackStaysUntilSomebodyTells() {
		// The control of the test before: it is the invalidation that makes it right.
		this.one.jdbc().update("update licences set keeper_id = ? where id = ?", this.without, this.id);

		assertLicence(this.id, "number-" + this.id);
		assertLicence(this.without, null);

		this.one.caches().invalidateTable("licences");
		this.clinics.awaitCaughtUp();

		assertLicence(this.id, null);
		assertLicence(this.without, "number-" + this.id);
	}

	@Test
	void otherSideThatBelongsToNobodyAnyMoreIsGone() {
		commit((em) -> em.find(Locker.class, this.id).keeper = null);

		this.clinics.both().forEach((node) -> assertThat(node.get(Keeper.class, this.id).locker).isNull());
		assertUntouched(this.bystander);
	}

	@Test
	void otherSideThatIsMovedWithoutItsOldStateLeavesTheOldOneForTheNewOne() {
		this.one.entityManagerFactory().unwrap(SessionFactory.class).inStatelessTransaction((session) -> {
			Licence licence = session.get(Licence.class, this.id);
			licence.keeper = session.get(Keeper.class, this.without);
			session.update(licence);
		});
		this.clinics.awaitCaughtUp();

		assertLicence(this.id, null);
		assertLicence(this.without, "number-" + this.id);
	}

	@Test
	void otherSideThatIsMovedByAStatementLeavesTheOldOneForTheNewOne() {
		commit((em) -> em.createQuery("update Licence l set l.keeper.id = :keeper where l.id = :id")
			.setParameter("keeper", this.without)
			.setParameter("id", this.id)
			.executeUpdate());

		assertLicence(this.id, null);
		assertLicence(this.without, "number-" + this.id);
	}

	@Test
	void otherSideThatChangesTouchesNothingElse() {
		commit((em) -> em.find(Licence.class, this.id).number = "other");

		assertLicence(this.id, "other");
		this.clinics.both()
			.forEach((node) -> assertThat(node.observer().facts())
				.noneMatch((fact) -> fact.startsWith("invalidated keeper"))
				.noneMatch((fact) -> fact.startsWith("loaded keeper")));
	}

	@Test
	void otherSideWithTheSameIdIsShownAndGone() {
		commit((em) -> em.persist(new Diary(reference(em, this.without), "new")));
		this.clinics.both().forEach((node) -> {
			assertThat(node.get(Keeper.class, this.without).diary).isNotNull();
			assertThat(node.get(Keeper.class, this.without).diary.text).isEqualTo("new");
		});

		commit((em) -> {
			Keeper keeper = em.find(Keeper.class, this.without);
			em.remove(keeper.diary);
			keeper.diary = null;
		});
		this.clinics.both().forEach((node) -> assertThat(node.get(Keeper.class, this.without).diary).isNull());
		assertUntouched(this.bystander);
	}

	@Test
	void chainIsFollowedToItsEnd() {
		long first = this.clinics.newId();
		long second = this.clinics.newId();
		long third = this.clinics.newId();
		this.clinics.commit((em) -> {
			Keeper last = new Keeper(third);
			em.persist(last);
			Keeper middle = new Keeper(second);
			middle.deputy = last;
			em.persist(middle);
			Keeper boss = new Keeper(first);
			boss.deputy = middle;
			em.persist(boss);
		});

		for (ClinicNode node : this.clinics.both()) {
			Keeper found = node.get(Keeper.class, third);
			assertThat(found.deputyOf).isNotNull();
			assertThat(Hibernate.isInitialized(found.deputyOf)).isTrue();
			assertThat(found.deputyOf.id).isEqualTo(second);
			assertThat(found.deputyOf.deputyOf).isNotNull();
			assertThat(Hibernate.isInitialized(found.deputyOf.deputyOf)).isTrue();
			assertThat(found.deputyOf.deputyOf.id).isEqualTo(first);
			assertThat(found.deputyOf.deputyOf.deputyOf).isNull();
		}
	}

	@Test
	void transactionSeesWhatItIsGoingToCommit() {
		commit((em) -> {
			em.find(Licence.class, this.id).keeper = reference(em, this.without);
			assertThat(this.one.get(Keeper.class, this.id).licence).isNull();
			assertThat(this.one.get(Keeper.class, this.without).licence).isNotNull();
			assertThat(this.clinics.two().get(Keeper.class, this.id).licence).isNotNull();
		});

		assertLicence(this.without, "number-" + this.id);
	}

	@Test
	void mergeOfACopyDeletesNothing() {
		Keeper copy = this.clinics.two().get(Keeper.class, this.id);
		copy.name = "renamed";

		commit((em) -> em.merge(copy));

		assertLicence(this.id, "number-" + this.id);
		this.clinics.both().forEach((node) -> {
			assertThat(node.get(Keeper.class, this.id).name).isEqualTo("renamed");
			assertThat(node.get(Keeper.class, this.id).locker).isNotNull();
			assertThat(node.get(Keeper.class, this.id).parking).isNotNull();
		});
	}

	@Test
	void manyAreReadWithAsManyStatementsAsOne() {
		Statistics statistics = this.one.entityManagerFactory().unwrap(SessionFactory.class).getStatistics();
		statistics.setStatisticsEnabled(true);
		try {
			long forOne = statementsFor(statistics, List.of(this.id));
			long forThree = statementsFor(statistics, List.of(this.id, this.without, this.bystander));

			assertThat(forThree).isEqualTo(forOne);
		}
		finally {
			statistics.setStatisticsEnabled(false);
		}
	}

	private long statementsFor(Statistics statistics, List<Long> ids) {
		this.one.caches().clear();
		this.clinics.awaitCaughtUp();
		long before = statistics.getPrepareStatementCount();
		assertThat(this.one.cache(Keeper.class).findAllById(ids)).hasSize(ids.size());
		return statistics.getPrepareStatementCount() - before;
	}

}
