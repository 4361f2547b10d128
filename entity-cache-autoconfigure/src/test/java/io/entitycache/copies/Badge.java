package io.entitycache.copies;

import java.util.concurrent.atomic.AtomicInteger;

import jakarta.persistence.Entity;
import jakarta.persistence.PostLoad;
import org.hibernate.annotations.Immutable;

/** One instance is shared by all callers. */
@Entity
@Immutable
public class Badge extends Persisted {

	static final AtomicInteger LOADED = new AtomicInteger();

	@PostLoad
	void loaded() {
		LOADED.incrementAndGet();
	}

}
