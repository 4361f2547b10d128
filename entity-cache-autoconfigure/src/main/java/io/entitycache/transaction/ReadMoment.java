package io.entitycache.transaction;

/**
 * A moment of this process before something was read, of which it can be asked later what
 * was changed since.
 *
 * @param order its place in the order of this node's invalidations
 * @param nanos this node's time, in nanoseconds
 */
public record ReadMoment(long order, long nanos) {

	ReadMoment orEarlier(ReadMoment other) {
		return (other.order < this.order) ? other : this;
	}

}
