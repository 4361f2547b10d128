package io.entitycache.jpa;

import java.util.List;

/** An entity is mapped in a way in which a cached copy could only be wrong. */
public class UnsupportedEntityException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String entityName;

	private final List<String> reasons;

	public UnsupportedEntityException(String entityName, List<String> reasons) {
		super("Entity '%s' cannot be cached: %s".formatted(entityName, String.join("; ", reasons)));
		this.entityName = entityName;
		this.reasons = List.copyOf(reasons);
	}

	/** The entity's name. */
	public String entityName() {
		return this.entityName;
	}

	/** Every reason, one sentence each, which names the attribute. */
	public List<String> reasons() {
		return this.reasons;
	}

}
