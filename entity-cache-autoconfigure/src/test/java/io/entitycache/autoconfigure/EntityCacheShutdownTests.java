package io.entitycache.autoconfigure;

import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.entitycache.EntityCaches;
import io.entitycache.orchestrator.EntityCacheEngine;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application has started is over when the application is. */
class EntityCacheShutdownTests {

	private static final RedisTestServer REDIS = RedisTestServers.shared();

	private final ApplicationContextRunner runner = ShopContext.withRedis()
		.withPropertyValues("spring.data.redis.host=" + REDIS.host(), "spring.data.redis.port=" + REDIS.port(),
				"entity-cache.namespace=shutdown", "entity-cache.caches.product=");

	private final Set<Thread> before = threads();

	@Test
	void noThreadOutlivesTheApplicationAndNoneKeepsItAlive() {
		AtomicReference<Set<Thread>> running = new AtomicReference<>(Set.of());
		this.runner.run((context) -> {
			awaitConnected(context.getBean(EntityCaches.class));
			running.set(started());

			assertThat(running.get()).isNotEmpty().allMatch(Thread::isDaemon);
		});

		Awaitility.await().untilAsserted(() -> assertThat(running.get()).noneMatch(Thread::isAlive));
		assertThat(started()).isEmpty();
	}

	@Test
	void startThatFailsLeavesNoThreadBehind() {
		AtomicReference<Set<Thread>> running = new AtomicReference<>(Set.of());
		this.runner.withBean("last", SmartLifecycle.class, () -> new FailingStart(() -> running.set(started())))
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("The last one fails"));

		// The control: the caches had been started.
		assertThat(running.get()).isNotEmpty();
		Awaitility.await().untilAsserted(() -> assertThat(started()).isEmpty());
	}

	@Test
	void startingAndStoppingTwiceIsOnce() {
		this.runner.run((context) -> {
			EntityCacheEngine engine = context.getBean(EntityCacheEngine.class);
			awaitConnected(engine);
			Set<Thread> once = ofTheEngine();
			engine.start();
			assertThat(ofTheEngine()).isEqualTo(once);

			engine.stop();
			engine.stop();
			assertThat(engine.isRunning()).isFalse();
			Awaitility.await().untilAsserted(() -> assertThat(once).noneMatch(Thread::isAlive));

			engine.start();
			awaitConnected(engine);
			assertThat(engine.isRunning()).isTrue();
		});
	}

	private static void awaitConnected(EntityCaches caches) {
		Awaitility.await().until(() -> caches.sharedLevel().subscribed());
	}

	private Set<Thread> started() {
		Set<Thread> started = threads();
		started.removeAll(this.before);
		return started;
	}

	// The connections have a life of their own.
	private Set<Thread> ofTheEngine() {
		return started().stream()
			.filter((thread) -> !thread.getName().startsWith("entity-cache-redis"))
			.collect(Collectors.toSet());
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("entity-cache-"))
			.collect(Collectors.toSet());
	}

	/** The last part of an application to start, which fails. */
	private record FailingStart(Runnable before) implements SmartLifecycle {

		@Override
		public void start() {
			this.before.run();
			throw new IllegalStateException("The last one fails");
		}

		@Override
		public void stop() {
		}

		@Override
		public boolean isRunning() {
			return false;
		}

		@Override
		public int getPhase() {
			return Integer.MAX_VALUE;
		}

	}

}
