package io.entitycache.exploration;

import io.entitycache.InvalidationCause;
import io.entitycache.tier.InvalidationTarget;

/** A region as the write path sees it, where each removal is a step. */
final class SteppedTarget implements InvalidationTarget {

	private final InvalidationTarget delegate;

	private final SteppedBoundary boundary;

	SteppedTarget(InvalidationTarget delegate, SteppedBoundary boundary) {
		this.delegate = delegate;
		this.boundary = boundary;
	}

	@Override
	public String name() {
		return this.delegate.name();
	}

	@Override
	public void evictLocal(String key, InvalidationCause cause) {
		this.boundary.step("evict " + name() + ':' + key, this.boundary.inside());
		this.delegate.evictLocal(key, cause);
	}

	@Override
	public void clearLocal(InvalidationCause cause) {
		this.boundary.step("clear " + name(), this.boundary.inside());
		this.delegate.clearLocal(cause);
	}

}
