package io.entitycache.tier;

/**
 * A slot's bytes are not the entry that was asked for: a miss, to be counted by its
 * reason. Has no stack trace, since it is no error.
 */
public class UnreadableFrameException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	UnreadableFrameException(Reason reason) {
		super("Unreadable frame: " + reason, null, /* enableSuppression= */ false,
				/* writableStackTrace= */ false);
		this.reason = reason;
	}

	public Reason reason() {
		return this.reason;
	}

	/** What is wrong with the bytes. */
	public enum Reason {

		/** They are no frame of ours. */
		MAGIC,

		/** They are a frame of another format. */
		FORMAT,

		/** They are a frame, but not that of an entry. */
		KIND,

		/** A length in them does not add up. */
		LENGTH,

		/** They are the entry of another key. */
		KEY,

		/** The entry's payload has another schema. */
		FINGERPRINT,

		/** They are damaged. */
		CHECKSUM

	}

}
