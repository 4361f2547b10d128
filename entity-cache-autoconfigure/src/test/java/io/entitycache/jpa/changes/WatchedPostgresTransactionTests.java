package io.entitycache.jpa.changes;

import java.util.Set;

import io.entitycache.Invalidation;
import io.entitycache.jpa.changes.Shop.Note;
import org.junit.jupiter.api.Test;

import static io.entitycache.jpa.changes.ShopDatabase.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A watched data source changes nothing about what Hibernate tells. */
class WatchedPostgresTransactionTests extends TransactionScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.watchedPostgres();
	}

	@Test
	void commitThatFailsCountsAsCommitted() {
		ShopDatabase shop = database();
		shop.execute("alter table note drop constraint if exists note_text_key");
		shop.execute("alter table note add constraint note_text_key unique (text) deferrable initially deferred");
		String text = "unique " + newId();
		shop.given((em) -> em.persist(note(text)));

		assertThatThrownBy(() -> shop.run((em) -> em.persist(note(text)))).isInstanceOf(RuntimeException.class);

		// The database says no only at the commit: from here nobody can tell for sure.
		assertThat(shop.handler.log).startsWith("prepare").endsWith("committed").doesNotContain("database commit");
		assertThat(shop.handler.committed).containsExactly(new Invalidation(Set.of(), Set.of(), Set.of("note")));
		assertThat(shop.handler.rolledBack).isEmpty();
	}

	private static Note note(String text) {
		Note note = new Note(newId());
		note.text = text;
		return note;
	}

}
