package io.entitycache.associations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/** A licence, which comes with its keeper. */
@Entity
@Table(name = "licences")
class Licence {

	@Id
	Long id;

	@Version
	int version;

	String number;

	@OneToOne
	@Nullable Keeper keeper;

	@UpdateTimestamp
	@Nullable Instant changedAt;

	protected Licence() {
		this(0L, "", null);
	}

	Licence(Long id, String number, @Nullable Keeper keeper) {
		this.id = id;
		this.number = number;
		this.keeper = keeper;
	}

}
