package io.entitycache.associations;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.fixtures.Threads;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a sync finds out about rows is true of their associations too. */
class SyncedAssociationsTests {

	private final TwoClinics clinics = TwoClinics.shared();

	private long id;

	private long other;

	@BeforeEach
	void cacheTwoOwnersEverywhere() {
		this.id = this.clinics.newOwner();
		this.other = this.clinics.newOwner();
		this.clinics.both().forEach((node) -> node.cache(Owner.class).findAllById(List.of(this.id, this.other)));
	}

	@Test
	void collectionOfARowThatASyncFindsGoneIsGoneToo() {
		deleteUnseen();

		assertThat(sync(Owner.class, SyncMode.FULL).removed()).isEqualTo(1);
		insertAgainUnseen();

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets).extracting((pet) -> pet.name).containsExactly("new");
			assertThat(node.owner(this.other).pets).hasSize(2);
		}
	}

	@Test
	void collectionOfARowThatARefreshFindsGoneIsGoneToo() {
		deleteUnseen();

		assertThat(this.clinics.one().cache(Owner.class).refresh(this.id)).isEmpty();
		this.clinics.awaitCaughtUp();
		insertAgainUnseen();
		this.clinics.one().cache(Owner.class).refresh(this.id);
		this.clinics.awaitCaughtUp();

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets).extracting((pet) -> pet.name).containsExactly("new");
		}
	}

	@Test
	void withoutASyncTheOldCollectionStays() {
		// The control: nobody else tells that it is gone.
		deleteUnseen();
		insertAgainUnseen();

		assertThat(this.clinics.two().owner(this.id).pets).hasSize(2);
	}

	@Test
	void memberThatASyncFindsMovedLeavesTheOldOwnerForTheNewOne() {
		this.clinics.one().jdbc().update("update pets set owner_id = ? where id = ?", this.other, 10 * this.id);

		assertThat(sync(Pet.class, SyncMode.FULL).changed()).isEqualTo(1);

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets).extracting((pet) -> pet.name).containsExactly("b");
			assertThat(node.owner(this.other).pets).extracting((pet) -> pet.name).containsExactly("a", "a", "b");
		}
	}

	@Test
	void memberThatASyncFindsNewIsShown() {
		insertUnseen(10 * this.id + 2, this.id);
		this.clinics.both().forEach((node) -> node.observer().facts().clear());

		SyncResult result = sync(Pet.class, SyncMode.FULL);

		assertThat(result.changed() + result.removed()).isZero();
		// Of one owner, and no more than told of.
		this.clinics.both()
			.forEach((node) -> assertThat(node.observer().facts())
				.filteredOn((fact) -> fact.startsWith("invalidated owner.pets"))
				.hasSize(1));
		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets).extracting((pet) -> pet.name).containsExactly("a", "b", "new");
			assertThat(node.owner(this.other).pets).hasSize(2);
		}
	}

	@Test
	void otherSideThatASyncFindsNewIsShown() {
		this.clinics.commit((em) -> em.persist(new Keeper(this.id)));
		this.clinics.both().forEach((node) -> assertThat(node.get(Keeper.class, this.id).licence).isNull());
		this.clinics.one()
			.jdbc()
			.update("insert into licences (id, number, keeper_id, changed_at, version) values (?, 'new', ?, now(), 0)",
					this.id, this.id);

		sync(Licence.class, SyncMode.FULL);

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Keeper.class, this.id).licence).isNotNull();
		}
	}

	@Test
	void memberThatASyncFindsGoneLeavesItsOwner() {
		this.clinics.one().jdbc().update("delete from pets where id = ?", 10 * this.id + 1);

		assertThat(sync(Pet.class, SyncMode.FULL).removed()).isEqualTo(1);

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets).extracting((pet) -> pet.name).containsExactly("a");
		}
	}

	@Test
	void otherSideThatAnIncrementalSyncFindsMovedLeavesTheOldOneForTheNewOne() {
		this.clinics.commit((em) -> {
			Keeper keeper = new Keeper(this.id);
			em.persist(keeper);
			em.persist(new Keeper(this.other));
			em.persist(new Licence(this.id, "moved", keeper));
		});
		sync(Licence.class, SyncMode.FULL);
		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Keeper.class, this.id).licence).isNotNull();
			assertThat(node.get(Keeper.class, this.other).licence).isNull();
		}
		this.clinics.one()
			.jdbc()
			.update("update licences set keeper_id = ?, changed_at = now() + interval '1 minute' where id = ?",
					this.other, this.id);

		SyncResult result = sync(Licence.class, SyncMode.INCREMENTAL);

		assertThat(result.kind()).isEqualTo(SyncResult.Kind.INCREMENTAL);
		assertThat(result.changed()).isEqualTo(1);
		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.get(Keeper.class, this.id).licence).isNull();
			assertThat(node.get(Keeper.class, this.other).licence).isNotNull();
		}
	}

	@Test
	void ownersReadRightAfterASyncLoadsNothingThatTheSyncHasRead() {
		this.clinics.one().caches().clear();
		this.clinics.awaitCaughtUp();
		sync(Owner.class, SyncMode.FULL);
		sync(Pet.class, SyncMode.FULL);
		this.clinics.both().forEach((node) -> node.observer().facts().clear());

		for (ClinicNode node : this.clinics.both()) {
			assertThat(node.owner(this.id).pets).extracting((pet) -> pet.name).containsExactly("a", "b");
			assertThat(node.owner(this.id).pets.get(0).visits).hasSize(1);
			assertThat(node.observer().facts()).noneMatch((fact) -> fact.equals("loaded owner true"))
				.noneMatch((fact) -> fact.equals("loaded pet true"));
		}
	}

	@Test
	void memberThatMovesDuringASyncIsWhereItHasMovedTo() {
		for (Class<?> synced : List.of(Owner.class, Pet.class)) {
			Threads.Barrier barrier = new Threads.Barrier();
			this.clinics.one().level2().beforeFill(barrier);
			CompletableFuture<SyncResult> running = this.clinics.one().cache(synced).sync(SyncMode.FULL);
			barrier.awaitReached();
			this.clinics.one().level2().beforeFill(() -> {
			});
			long from = (synced == Owner.class) ? this.id : this.other;
			long to = (synced == Owner.class) ? this.other : this.id;
			this.clinics.two()
				.commit((em) -> em.find(Pet.class, 10 * this.id).owner = em.getReference(Owner.class, to));
			this.clinics.awaitCaughtUp();
			this.clinics.two().owner(to);
			barrier.release();
			running.orTimeout(60, TimeUnit.SECONDS).join();
			this.clinics.awaitCaughtUp();

			for (ClinicNode node : this.clinics.both()) {
				assertThat(node.owner(from).pets).noneMatch((pet) -> pet.id == 10 * this.id);
				assertThat(node.owner(to).pets).anyMatch((pet) -> pet.id == 10 * this.id);
			}
		}
	}

	private void deleteUnseen() {
		this.clinics.one().jdbc().update("delete from visits where pet_id = ?", 10 * this.id);
		this.clinics.one().jdbc().update("delete from pets where owner_id = ?", this.id);
		this.clinics.one().jdbc().update("delete from owners where id = ?", this.id);
	}

	private void insertAgainUnseen() {
		this.clinics.one().jdbc().update("insert into owners (id, name) values (?, ?)", this.id, "owner-" + this.id);
		insertUnseen(10 * this.id + 2, this.id);
	}

	private void insertUnseen(long pet, long owner) {
		this.clinics.one()
			.jdbc()
			.update("insert into pets (id, name, weight, owner_id, version) values (?, 'new', 1, ?, 0)", pet, owner);
	}

	private SyncResult sync(Class<?> type, SyncMode mode) {
		SyncResult result = this.clinics.one().cache(type).sync(mode).orTimeout(60, TimeUnit.SECONDS).join();
		this.clinics.awaitCaughtUp();
		return result;
	}

}
