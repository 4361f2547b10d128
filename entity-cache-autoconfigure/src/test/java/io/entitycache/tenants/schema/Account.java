package io.entitycache.tenants.schema;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import org.jspecify.annotations.Nullable;

/** Every tenant has its own, with its own entries, under the same ids. */
@Entity
public class Account {

	@Id
	@Nullable Long id;

	@OneToMany(mappedBy = "account", fetch = FetchType.EAGER, cascade = CascadeType.PERSIST)
	@OrderBy("id")
	List<Entry> entries = new ArrayList<>();

	@OneToOne(mappedBy = "closed")
	@Nullable Entry closing;

	protected Account() {
	}

	Account(long id) {
		this.id = id;
	}

	List<String> texts() {
		return this.entries.stream().map((entry) -> String.valueOf(entry.text)).toList();
	}

	@Nullable String closingText() {
		return (this.closing != null) ? this.closing.text : null;
	}

}
