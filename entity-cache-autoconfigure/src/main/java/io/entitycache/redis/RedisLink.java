package io.entitycache.redis;

import java.util.concurrent.CompletionStage;

import io.lettuce.core.api.StatefulConnection;
import org.jspecify.annotations.Nullable;

/** One connection, with what is known of it. */
interface RedisLink {

	/** The driver's connection. */
	StatefulConnection<?, ?> connection();

	/** What is known of it, by all who use it. */
	Evidence evidence();

	/** Asks for a sign of life, which is to be noted as evidence. */
	CompletionStage<?> probe();

	/** Judges what can only be judged over time; called at regular intervals. */
	default void look() {
	}

	/** Whether the driver has a connection. */
	default boolean isOpen() {
		return connection().isOpen();
	}

	/** Why it is not proven to be fit; {@code null} if it is. */
	default @Nullable Refusal trouble() {
		if (!isOpen()) {
			return Refusal.LOST;
		}
		Refusal refusal = evidence().refusal();
		return (refusal != null || evidence().isProven()) ? refusal : Refusal.NOT_PROVEN;
	}

}
