package io.entitycache.transaction;

/**
 * A point in time, as somebody remembers it who wants to know later what has happened
 * since. Opaque to those who only keep it.
 */
public interface Moment {

}
