package io.entitycache.associations;

import java.util.List;

import jakarta.persistence.EntityManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Associations of a cache that takes in what is committed. */
class UpdatedOnWriteTests {

	private final TwoClinics clinics = TwoClinics.shared();

	private long boss;

	private long other;

	private long worker;

	@BeforeEach
	void cacheABossWithAWorkerEverywhere() {
		this.boss = this.clinics.newId();
		this.other = this.clinics.newId();
		this.worker = this.clinics.newId();
		this.clinics.commit((em) -> {
			Worker first = new Worker(this.boss, null);
			em.persist(first);
			em.persist(new Worker(this.other, null));
			em.persist(new Worker(this.worker, first));
		});
		this.clinics.both()
			.forEach((node) -> node.cache(Worker.class).findAllById(List.of(this.boss, this.other, this.worker)));
		this.clinics.both().forEach((node) -> node.observer().facts().clear());
	}

	private void move(EntityManager em) {
		Worker moved = em.find(Worker.class, this.worker);
		moved.boss = em.getReference(Worker.class, this.other);
		moved.title = "moved";
		em.find(Worker.class, this.boss).title = "left";
	}

	@Test
	void ownerAndMemberThatChangeTogetherAreRightOnEveryNode() {
		this.clinics.commit(this::move);

		// It took in the rows that were committed.
		Worker left = this.clinics.one().get(Worker.class, this.boss);
		assertThat(this.clinics.one().observer().facts()).contains("loaded worker.reports true")
			.doesNotContain("loaded worker true");
		assertThat(left.title).isEqualTo("left");
		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Worker.class, this.boss).title).isEqualTo("left");
			assertThat(node.get(Worker.class, this.boss).reports).isEmpty();
			assertThat(node.get(Worker.class, this.other).reports).singleElement()
				.satisfies((report) -> assertThat(report.title).isEqualTo("moved"));
			assertThat(node.get(Worker.class, this.worker).boss).isNotNull();
			assertThat(node.get(Worker.class, this.worker).boss.id).isEqualTo(this.other);
		}
	}

	@Test
	void newMemberOfAnOwnerThatChangesIsShownOnEveryNode() {
		long added = this.clinics.newId();
		this.clinics.commit((em) -> {
			Worker owner = em.find(Worker.class, this.boss);
			owner.title = "more";
			em.persist(new Worker(added, owner));
			em.remove(em.find(Worker.class, this.worker));
		});

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Worker.class, this.boss).title).isEqualTo("more");
			assertThat(node.get(Worker.class, this.boss).reports).extracting((report) -> report.id)
				.containsExactly(added);
		}
	}

	@Test
	void changeThatIsRolledBackShowsNowhere() {
		this.clinics.one().rollBack(this::move);
		this.clinics.awaitCaughtUp();

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Worker.class, this.boss).title).isNull();
			assertThat(node.get(Worker.class, this.boss).reports).extracting((report) -> report.id)
				.containsExactly(this.worker);
			assertThat(node.get(Worker.class, this.other).reports).isEmpty();
		}
	}

}
