package io.entitycache.associations;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** A place to park. */
@Entity
@Table(name = "parkings")
class Parking {

	@Id
	Long id;

	@Version
	int version;

	String label;

	@OneToOne(fetch = FetchType.LAZY)
	@Nullable Keeper keeper;

	protected Parking() {
		this(0L, "", null);
	}

	Parking(Long id, String label, @Nullable Keeper keeper) {
		this.id = id;
		this.label = label;
		this.keeper = keeper;
	}

}
