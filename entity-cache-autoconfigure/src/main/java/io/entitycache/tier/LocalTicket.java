package io.entitycache.tier;

/**
 * The right to put what a transaction has committed into level 1, taken before its
 * commit.
 *
 * @param fence the fence time
 * @param takenAt this node's time, in nanoseconds
 */
public record LocalTicket(long fence, long takenAt) {
}
