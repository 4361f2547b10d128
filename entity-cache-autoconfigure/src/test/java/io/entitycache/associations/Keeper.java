package io.entitycache.associations;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Somebody with one of each thing, which tells whose it is. */
@Entity
@Table(name = "keepers")
class Keeper {

	@Id
	Long id;

	@Nullable String name;

	@OneToOne(mappedBy = "keeper", cascade = CascadeType.ALL, orphanRemoval = true)
	@Nullable Licence licence;

	@OneToOne(mappedBy = "keeper", fetch = FetchType.LAZY)
	@Nullable Locker locker;

	@OneToOne(mappedBy = "keeper", fetch = FetchType.LAZY)
	@Nullable Parking parking;

	@OneToOne(mappedBy = "keeper")
	@Nullable Diary diary;

	@OneToOne(fetch = FetchType.LAZY)
	@Nullable Keeper deputy;

	@OneToOne(mappedBy = "deputy")
	@Nullable Keeper deputyOf;

	protected Keeper() {
		this(0L);
	}

	Keeper(Long id) {
		this.id = id;
	}

}
