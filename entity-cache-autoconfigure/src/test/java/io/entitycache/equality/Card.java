package io.entitycache.equality;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** A row that refers to one with a text as its id. */
@Entity
public class Card {

	@Id
	private long id;

	@ManyToOne(fetch = FetchType.LAZY)
	private @Nullable Account account;

	protected Card() {
	}

	public Card(long id, Account account) {
		this.id = id;
		this.account = account;
	}

	public long getId() {
		return this.id;
	}

}
