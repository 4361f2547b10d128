package io.entitycache.architecture.sample.unlisted;

/** Lives in a package that no table knows, and has no good name. */
public final class UnlistedHelper {

}
