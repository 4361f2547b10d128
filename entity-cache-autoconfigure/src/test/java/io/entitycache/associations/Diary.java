package io.entitycache.associations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A diary, which has its keeper's id. */
@Entity
@Table(name = "diaries")
class Diary {

	@Id
	@Nullable Long id;

	@Nullable String text;

	@OneToOne(optional = false)
	@MapsId
	@Nullable Keeper keeper;

	protected Diary() {
	}

	Diary(Keeper keeper, String text) {
		this.keeper = keeper;
		this.text = text;
	}

}
