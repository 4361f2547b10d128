package io.entitycache.jpa;

/** Whether what a load reads now may be remembered. */
public enum FillPermission {

	/** The load sees what was committed last. */
	ALLOWED,

	/** The load may see an older snapshot, or what is not committed. */
	REFUSED

}
