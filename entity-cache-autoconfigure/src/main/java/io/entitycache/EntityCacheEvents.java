package io.entitycache;

/** What has become of the events so far; nothing ever goes down. */
public interface EntityCacheEvents {

	/** Events that a listener was told, once per listener. */
	long delivered();

	/** Events that a listener missed because it was too slow, once per listener. */
	long dropped();

	/** Events at which a listener failed, once per listener. */
	long failed();

}
