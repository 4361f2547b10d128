package io.entitycache.associations;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.jspecify.annotations.Nullable;

/** A visit, which the database deletes with its pet. */
@Entity
@Table(name = "visits")
class Visit {

	@Id
	Long id;

	@Version
	int version;

	String reason;

	@ManyToOne(fetch = FetchType.LAZY)
	@OnDelete(action = OnDeleteAction.CASCADE)
	@Nullable Pet pet;

	protected Visit() {
		this(0L, "");
	}

	Visit(Long id, String reason) {
		this.id = id;
		this.reason = reason;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Visit that && this.reason.equals(that.reason);
	}

	@Override
	public int hashCode() {
		return this.reason.hashCode();
	}

}
