package io.entitycache.cluster;

import org.jspecify.annotations.Nullable;

/**
 * The doorbell: pushes announcements to every node, itself included, without any promise
 * that none is lost. Never blocks the caller.
 */
public interface AnnouncementChannel {

	/** Starts to listen; keeps trying for as long as it is not stopped. */
	void start(Listener listener);

	/** Stops to listen, and closes what it has opened. Bounded. */
	void stop();

	/**
	 * Why announcements cannot be received at the moment, without secrets; {@code null}
	 * if they can, or if it is not known.
	 */
	@Nullable String cannotHear();

	/**
	 * Is told what the channel hears, on a thread of the channel that it must not block.
	 */
	interface Listener {

		/** An announcement in its byte form, which may be anything at all. */
		void received(byte[] message);

		/**
		 * The subscription is there, for the first time or again: messages may be lost.
		 */
		void subscribed();

		/** The subscription is gone. */
		void unsubscribed();

	}

}
