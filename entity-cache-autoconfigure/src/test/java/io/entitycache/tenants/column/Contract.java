package io.entitycache.tenants.column;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** All tenants' are in one table. */
@Entity
public class Contract {

	@Id
	@Nullable Long id;

	@TenantId
	@Nullable String tenant;

	@Nullable String title;

	protected Contract() {
	}

	Contract(long id, String title) {
		this.id = id;
		this.title = title;
	}

	@Nullable String title() {
		return this.title;
	}

}
