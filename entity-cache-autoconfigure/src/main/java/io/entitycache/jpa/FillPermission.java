package io.entitycache.jpa;

/** Whether what a load reads now may be remembered. */
public enum FillPermission {

	/** The load sees what was committed last, or at a known time. */
	ALLOWED,

	/** The load may see a snapshot of unknown age, or what is not committed. */
	REFUSED

}
