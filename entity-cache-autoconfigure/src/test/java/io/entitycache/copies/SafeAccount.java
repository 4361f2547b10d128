package io.entitycache.copies;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

/** Has one such column more. */
@Entity
public class SafeAccount extends Account {

	@Convert(converter = Mask.class)
	private @Nullable String pin;

	protected SafeAccount() {
		this(0L, null);
	}

	SafeAccount(Long id, @Nullable String pin) {
		super(id);
		this.pin = pin;
	}

}
