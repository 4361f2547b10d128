package io.entitycache.tier;

/**
 * The shared level is not that of this node's database, or that is not known yet: it was
 * not asked, so this says nothing of whether it would answer.
 */
public final class ForeignSharedLevelException extends SharedLevelException {

	private static final long serialVersionUID = 1L;

	public ForeignSharedLevelException(String message) {
		super(message);
	}

}
