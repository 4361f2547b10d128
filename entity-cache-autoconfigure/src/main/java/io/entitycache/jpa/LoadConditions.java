package io.entitycache.jpa;

/**
 * How a load that begins now reads.
 *
 * @param permission whether what it reads may be remembered
 * @param connected whether it reads with a connection that the current thread holds
 */
public record LoadConditions(FillPermission permission, boolean connected) {
}
