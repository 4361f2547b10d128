package io.entitycache.associations;

import java.util.HashSet;
import java.util.Set;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** Somebody who reports to somebody, who comes with them. */
@Entity
@Table(name = "workers")
class Worker {

	@Id
	Long id;

	@Version
	int version;

	@Nullable String title;

	@ManyToOne
	@Nullable Worker boss;

	@OneToMany(mappedBy = "boss")
	Set<Worker> reports = new HashSet<>();

	protected Worker() {
		this(0L, null);
	}

	Worker(Long id, @Nullable Worker boss) {
		this.id = id;
		this.boss = boss;
	}

}
