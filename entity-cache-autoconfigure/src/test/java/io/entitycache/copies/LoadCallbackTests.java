package io.entitycache.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.entitycache.EntityCache;
import io.entitycache.ImportResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LoadCallbackTests {

	private static List<CopiesNode> nodes = List.of();

	@BeforeAll
	static void start() {
		nodes = CopiesNode.startTwo();
	}

	@AfterAll
	static void stop() {
		nodes.forEach(CopiesNode::close);
	}

	private static EntityCache<Ticket, UUID> tickets(CopiesNode node) {
		return node.cache(Ticket.class, UUID.class);
	}

	private static UUID newTicket() {
		Ticket ticket = new Ticket("title", "!code");
		nodes.get(0).commit((entityManager) -> entityManager.persist(ticket));
		nodes.get(0).awaitCaughtUp();
		return idOf(ticket);
	}

	private static UUID idOf(Persisted entity) {
		return Objects.requireNonNull(entity.getId());
	}

	/** From the database, from level 1, from level 2, and from level 1 again. */
	private static List<Ticket> copies(UUID id) {
		List<Ticket> copies = new ArrayList<>();
		for (CopiesNode node : nodes) {
			copies.add(tickets(node).findById(id).orElseThrow());
			copies.add(tickets(node).findById(id).orElseThrow());
		}
		return copies;
	}

	@Test
	void callbacksOfTheEntityItsSuperclassAndItsListenerRunOnEachCopy() {
		UUID id = newTicket();
		long loads = tickets(nodes.get(1)).statistics().loads();

		assertThat(copies(id)).allSatisfy((copy) -> {
			assertThat(copy.isNew()).isFalse();
			assertThat(copy.getCode()).isEqualTo("code");
			// Listeners come first.
			assertThat(copy.getSummary()).isEqualTo("title !code");
		});
		assertThat(tickets(nodes.get(1)).statistics().loads()).isEqualTo(loads);
	}

	@Test
	void aCallbackThatChangesWhatIsStoredBeginsWithTheRow() {
		UUID id = newTicket();
		Ticket loaded = nodes.get(0).bean(TicketRepository.class).findById(id).orElseThrow();
		// One that would be run twice on one value leaves less of it.
		assertThat(loaded.getCode()).isEqualTo("code");

		assertThat(tickets(nodes.get(0)).findAllById(List.of(id)).get(id)).extracting(Ticket::getCode)
			.isEqualTo("code");
		assertThat(tickets(nodes.get(0)).refresh(id)).isNotNull();
		assertThat(copies(id)).extracting(Ticket::getCode).containsOnly("code");
	}

	@Test
	void entitiesTakenIntoTheCacheAreReadIfACallbackHasChangedThem() {
		UUID id = newTicket();
		List<Ticket> found = nodes.get(0).bean(TicketRepository.class).findAllById(List.of(id));

		ImportResult result = tickets(nodes.get(0)).snapshots().preload(found::stream);

		assertThat(result.admitted()).isEqualTo(1);
		assertThat(copies(id)).extracting(Ticket::getCode).containsOnly("code");
	}

	@Test
	void aCopyCanBeSaved() {
		UUID id = newTicket();
		TicketRepository repository = nodes.get(1).bean(TicketRepository.class);
		for (Ticket copy : copies(id)) {
			copy.setTitle(copy.getTitle() + "+");
			copy.setCode("!code");

			repository.save(copy);
		}

		assertThat(tickets(nodes.get(1)).findById(id)).map(Ticket::getTitle).contains("title+");
		assertThat(nodes.get(0).jdbc().queryForObject("select count(*) from ticket where title = 'title+'", Long.class))
			.isEqualTo(1);
	}

	@Test
	void aCopyCanBeDeleted() {
		UUID id = newTicket();
		Ticket copy = copies(id).get(3);

		nodes.get(1).bean(TicketRepository.class).delete(copy);

		assertThat(nodes.get(1).bean(TicketRepository.class).existsById(id)).isFalse();
		assertThat(tickets(nodes.get(1)).findById(id)).isEmpty();
	}

	@Test
	void aCopyOfATransactionsOwnEntityHasWhatThatEntityHas() {
		UUID id = newTicket();

		nodes.get(0).commit((entityManager) -> {
			Ticket managed = entityManager.find(Ticket.class, id);
			managed.setTitle("changed");
			managed.setCode("!new");
			entityManager.flush();

			Ticket copy = tickets(nodes.get(0)).findById(id).orElseThrow();

			assertThat(copy.getCode()).isEqualTo("!new");
			assertThat(copy.getTitle()).isEqualTo("changed");
			assertThat(copy.isNew()).isFalse();
		});
	}

	@Test
	void aCallbackSeesTheAssociationsOfTheCopy() {
		Team team = new Team();
		nodes.get(0).commit((entityManager) -> {
			entityManager.persist(team);
			for (int i = 0; i < 3; i++) {
				Ticket ticket = new Ticket("of a team", "!code" + i);
				ticket.setTeam(team);
				entityManager.persist(ticket);
			}
		});

		for (CopiesNode node : nodes) {
			Team copy = node.cache(Team.class, UUID.class).findById(idOf(team)).orElseThrow();
			assertThat(copy.getSize()).isEqualTo(3);
			assertThat(copy.isNew()).isFalse();
		}
	}

	@Test
	void aCallbackThatNeedsAnAssociationThatTheCopyLacksSaysSo() {
		Hall hall = new Hall();
		nodes.get(0).commit((entityManager) -> entityManager.persist(hall));
		EntityCache<Hall, UUID> halls = nodes.get(0).cache(Hall.class, UUID.class);

		assertThatIllegalStateException().isThrownBy(() -> halls.findById(idOf(hall)))
			.withMessageContaining("@PostLoad callback of " + Hall.class.getName())
			.withMessageContaining("'include'");
	}

	@Test
	void callbacksRunOnceOnAnInstanceThatAllCallersShare() {
		Badge badge = new Badge();
		nodes.get(0).commit((entityManager) -> entityManager.persist(badge));
		nodes.get(0).awaitCaughtUp();
		EntityCache<Badge, UUID> badges = nodes.get(0).cache(Badge.class, UUID.class);
		Badge first = badges.findById(idOf(badge)).orElseThrow();
		int loaded = Badge.LOADED.get();

		assertThat(badges.findById(idOf(badge)).orElseThrow()).isSameAs(first);
		assertThat(badges.findById(idOf(badge)).orElseThrow().isNew()).isFalse();
		assertThat(Badge.LOADED).hasValue(loaded);
	}

}
