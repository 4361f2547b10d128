package io.entitycache.shapes;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.shapes.IdShapes.Applause;
import io.entitycache.shapes.IdShapes.ApplauseKey;
import io.entitycache.shapes.IdShapes.Guest;
import io.entitycache.shapes.IdShapes.Hall;
import io.entitycache.shapes.IdShapes.LateSeat;
import io.entitycache.shapes.IdShapes.Membership;
import io.entitycache.shapes.IdShapes.Party;
import io.entitycache.shapes.IdShapes.Play;
import io.entitycache.shapes.IdShapes.PlayKey;
import io.entitycache.shapes.IdShapes.Repair;
import io.entitycache.shapes.IdShapes.Seat;
import io.entitycache.shapes.IdShapes.SeatKey;
import io.entitycache.shapes.IdShapes.Stand;
import jakarta.persistence.EntityManager;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows whose id contains an association are kept up to date as all others are. */
class IdsOfAssociationsTests {

	private static final PlayKey HAMLET = new PlayKey("hamlet", LocalDate.of(2026, 2, 28));

	private final InMemoryCluster cluster = new InMemoryCluster();

	private ShapeNode one;

	private ShapeNode two;

	@BeforeEach
	void start() {
		String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
		Class<?>[] entities = { Hall.class, Guest.class, Play.class, Seat.class, LateSeat.class, Membership.class,
				Applause.class, Stand.class, Repair.class, Party.class };
		this.one = new ShapeNode(url, /* create= */ true, this.cluster, entities);
		this.two = new ShapeNode(url, /* create= */ false, this.cluster, entities);
		commit((em) -> {
			Hall great = new Hall(1L, "great");
			Hall small = new Hall(2L, "small");
			Play play = new Play(HAMLET, 3);
			List.of(great, small, play).forEach(em::persist);
			for (int number = 1; number <= 3; number++) {
				em.persist(new Seat(great, number, "great " + number));
				em.persist(new Seat(small, number, "small " + number));
			}
			em.persist(new LateSeat(great, 1, "late"));
			em.persist(new Applause(play, 1, 70));
			em.persist(new Stand(great, 1));
			em.persist(new Stand(great, 2));
			em.persist(new Party(1L, Set.of(em.find(Seat.class, key(1, 1)))));
		});
	}

	@AfterEach
	void stop() {
		this.two.close();
		this.one.close();
	}

	private void commit(Consumer<EntityManager> work) {
		this.one.commit(work);
		long announced = this.cluster.log().position().sequence();
		this.one.awaitCaughtUp(announced);
		this.two.awaitCaughtUp(announced);
	}

	private static SeatKey key(long hall, int number) {
		SeatKey key = new SeatKey();
		key.hall = hall;
		key.number = number;
		return key;
	}

	private List<EntityCache<Seat, Object>> seats() {
		return List.of(this.one.cache(Seat.class), this.two.cache(Seat.class));
	}

	private static @Nullable Seat seat(EntityCache<Seat, Object> seats, Object key) {
		return seats.findById(key).orElse(null);
	}

	private void assertRemark(Object key, String remark) {
		for (EntityCache<Seat, Object> seats : seats()) {
			assertThat(seats.findById(key)).map((seat) -> seat.remark).contains(remark);
		}
	}

	@Test
	void rowIsReadOnceAndServedToAll() {
		assertRemark(key(1, 2), "great 2");
		assertRemark(key(1, 2), "great 2");
		assertThat(seats().stream().mapToLong((seats) -> seats.statistics().loads()).sum()).isOne();
	}

	@Test
	void changeOfTheRowIsSeenOnEachNode() {
		assertRemark(key(1, 2), "great 2");
		commit((em) -> em.find(Seat.class, key(1, 2)).remark = "broken");
		assertRemark(key(1, 2), "broken");
		commit((em) -> em.createQuery("update Seat set remark = 'mended' where hall.id = 1").executeUpdate());
		assertRemark(key(1, 2), "mended");
		commit((em) -> em.remove(em.find(Seat.class, key(1, 2))));
		assertThat(seats()).allSatisfy((seats) -> assertThat(seat(seats, key(1, 2))).isNull());
		commit((em) -> em.persist(new Seat(em.find(Hall.class, 1L), 2, "new")));
		assertRemark(key(1, 2), "new");
	}

	@Test
	void changeOfTheTargetIsSeenThroughTheRow() {
		assertRemark(key(1, 1), "great 1");
		commit((em) -> em.find(Hall.class, 1L).name = "greater");
		assertThat(seats()).allSatisfy((seats) -> assertThat(seats.findById(key(1, 1)).orElseThrow().hall).isNotNull()
			.extracting((hall) -> hall.name)
			.isEqualTo("greater"));
	}

	@Test
	void targetThatIsNotLoadedIsAReference() {
		for (ShapeNode node : List.of(this.one, this.two)) {
			LateSeat seat = node.cache(LateSeat.class).findById(key(1, 1)).orElseThrow();
			assertThat(Hibernate.isInitialized(seat.hall)).isFalse();
			assertThat(this.one.sessionFactory().getPersistenceUnitUtil().getIdentifier(seat.hall)).isEqualTo(1L);
		}
	}

	@Test
	void severalAreReadByOneStatement() {
		List<Object> keys = List.of(key(2, 3), key(1, 1), key(3, 1), key(2, 1));
		long before = this.two.sessionFactory().getStatistics().getPrepareStatementCount();

		assertThat(this.two.cache(Seat.class).findAllById(keys).values()).extracting((seat) -> seat.remark)
			.containsExactly("small 3", "great 1", "small 1");

		// The rows, and the halls that they need.
		assertThat(this.two.sessionFactory().getStatistics().getPrepareStatementCount() - before).isLessThan(4);
		assertThat(this.two.cache(Seat.class).findAllById(keys)).hasSize(3);
	}

	@Test
	void idThatLacksAPartIsNobodys() {
		SeatKey incomplete = new SeatKey();
		assertThat(this.one.cache(Seat.class).findById(incomplete)).isEmpty();
		assertThat(this.one.cache(Seat.class).findAllById(List.of(incomplete, key(1, 1)))).containsOnlyKeys(key(1, 1));
	}

	@Test
	void idOfSeveralColumnsWithinTheId() {
		ApplauseKey key = new ApplauseKey(HAMLET, 1);
		assertThat(this.two.cache(Applause.class).findAllById(List.of(key, new ApplauseKey(HAMLET, 2))))
			.hasEntrySatisfying(key, (found) -> assertThat(found.seconds).isEqualTo(70))
			.hasSize(1);
		commit((em) -> em.find(Applause.class, key).seconds = 90);
		assertThat(this.two.cache(Applause.class).findById(key)).map((found) -> found.seconds).contains(90);
	}

	private void assertRepairs(int stand, Long... repairs) {
		for (ShapeNode node : List.of(this.one, this.two)) {
			assertThat(node.cache(Stand.class).findById(key(1, stand)).orElseThrow().repairs)
				.extracting((repair) -> repair.id)
				.containsExactlyInAnyOrder(repairs);
		}
	}

	@Test
	void membersOfARowWithSuchAnId() {
		assertRepairs(1);
		assertRepairs(2);
		commit((em) -> em.persist(new Repair(1L, em.getReference(Stand.class, key(1, 1)))));
		assertRepairs(1, 1L);
		assertThat(this.two.cache(Repair.class).findById(1L)).map((repair) -> repair.stand)
			.map(this.two.sessionFactory().getPersistenceUnitUtil()::getIdentifier)
			.contains(key(1, 1));
		commit((em) -> em.find(Repair.class, 1L).stand = em.find(Stand.class, key(1, 2)));
		assertRepairs(1);
		assertRepairs(2, 1L);
		commit((em) -> em.createQuery("delete from Repair").executeUpdate());
		assertRepairs(2);
	}

	private void assertParty(String... remarks) {
		for (ShapeNode node : List.of(this.one, this.two)) {
			assertThat(node.cache(Party.class).findById(1L).orElseThrow().seats).extracting((seat) -> seat.remark)
				.containsExactlyInAnyOrder(remarks);
		}
	}

	@Test
	void membersWithSuchIds() {
		assertParty("great 1");
		commit((em) -> em.find(Party.class, 1L).seats.add(em.find(Seat.class, key(2, 2))));
		assertParty("great 1", "small 2");
		commit((em) -> em.find(Seat.class, key(2, 2)).remark = "broken");
		assertParty("great 1", "broken");
		commit((em) -> em.find(Party.class, 1L).seats.removeIf((seat) -> seat.number == 1));
		assertParty("broken");
	}

	@Test
	void pagesOfASyncFollowTheId() {
		SyncResult result = this.one.cache(Seat.class).sync(SyncMode.FULL).join();

		assertThat(result.rows()).isEqualTo(6);
		assertRemark(key(2, 3), "small 3");
		assertThat(this.one.cache(Seat.class).statistics().loads()).isZero();
	}

}
