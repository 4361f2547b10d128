package io.entitycache.tenants.schema;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import org.jspecify.annotations.Nullable;

/** An entry of an account, which may be its last one. */
@Entity
public class Entry {

	@Id
	@Nullable Long id;

	@Nullable String text;

	@ManyToOne(fetch = FetchType.LAZY)
	@Nullable Account account;

	@OneToOne(fetch = FetchType.LAZY)
	@Nullable Account closed;

	protected Entry() {
	}

	Entry(long id, String text, Account account) {
		this.id = id;
		this.text = text;
		this.account = account;
	}

}
