package io.entitycache.architecture.sample.tier;

import io.entitycache.architecture.sample.read.SeesTier;

/** Looks against the arrows, and closes a circle. */
public final class SeesRead {

	public static int calls;

	public SeesTier read() {
		calls++;
		return new SeesTier();
	}

}
