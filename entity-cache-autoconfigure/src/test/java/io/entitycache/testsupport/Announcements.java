package io.entitycache.testsupport;

import java.time.Duration;

import io.entitycache.EntityCaches;
import io.entitycache.orchestrator.SharedServices;
import org.awaitility.Awaitility;

import org.springframework.beans.factory.BeanFactory;

/**
 * What nodes announce to each other. A node does not keep what it loads before it has
 * heard of its own commits, so a test that counts on what is kept waits for that first.
 */
public final class Announcements {

	private Announcements() {
	}

	/** The number of the last announcement anybody has made. */
	public static long made(BeanFactory node) {
		return node.getBean(SharedServices.class).log().position().sequence();
	}

	/** Waits until the node has applied what is announced so far. */
	public static void awaitApplied(BeanFactory node) {
		long made = made(node);
		EntityCaches caches = node.getBean(EntityCaches.class);
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> caches.sharedLevel().sequence() >= made);
	}

}
