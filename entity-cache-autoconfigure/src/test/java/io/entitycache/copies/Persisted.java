package io.entitycache.copies;

import java.util.UUID;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Transient;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Persistable;

/** Assigns ids itself and remembers whether there is a row, as generators write it. */
@MappedSuperclass
public abstract class Persisted implements Persistable<UUID> {

	@Id
	private @Nullable UUID id = UUID.randomUUID();

	@Transient
	private boolean isNew = true;

	@Override
	public @Nullable UUID getId() {
		return this.id;
	}

	@Override
	public boolean isNew() {
		return this.isNew;
	}

	@PostLoad
	@PostPersist
	void markNotNew() {
		this.isNew = false;
	}

}
