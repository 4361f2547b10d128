package io.entitycache.event;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheEvent.Loaded;
import io.entitycache.EntityCacheEvent.Ready;
import io.entitycache.EntityCacheListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link EventDispatcher} and {@link ApplicationEvents}. */
@ExtendWith(OutputCaptureExtension.class)
class EventDispatcherTests {

	private final List<EntityCacheEvent> heard = new CopyOnWriteArrayList<>();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	private final CountDownLatch open = new CountDownLatch(1);

	private EventDispatcher dispatcher = dispatcher(10, this::hear);

	@AfterEach
	void stop() {
		this.open.countDown();
		this.dispatcher.stop();
	}

	@Test
	void eventsComeInTheirOrder() {
		this.dispatcher = dispatcher(10_000, this::hear);
		this.dispatcher.start();
		for (int i = 0; i < 1000; i++) {
			this.dispatcher.happened(new Loaded("product", i));
		}

		Awaitility.await().until(() -> this.heard.size() == 1000);
		for (int i = 0; i < 1000; i++) {
			assertThat(this.heard.get(i)).isEqualTo(new Loaded("product", i));
		}
		assertThat(this.dispatcher.delivered()).isEqualTo(1000);
	}

	@Test
	void listenerThatThrowsIsLoggedOnceAndHurtsNobody(CapturedOutput output) {
		this.dispatcher = dispatcher(10, (event) -> {
			throw new IllegalStateException("broken listener");
		}, this::hear);
		this.dispatcher.start();
		this.dispatcher.happened(new Ready("product"));
		this.dispatcher.happened(new Ready("customer"));

		Awaitility.await().until(() -> this.heard.size() == 2 && this.dispatcher.failed() == 2);
		assertThat(output.toString().split("further failures are not logged", -1)).hasSize(2);
	}

	@Test
	void listenerThatBlocksMissesEventsAndHurtsNobody() {
		this.dispatcher = dispatcher(10, (event) -> awaitOpen(), this::hear);
		this.dispatcher.start();
		for (int i = 0; i < 50; i++) {
			int count = i + 1;
			this.dispatcher.happened(new Loaded("product", i));
			Awaitility.await().pollDelay(Duration.ZERO).until(() -> this.heard.size() == count);
		}

		assertThat(this.dispatcher.dropped()).isEqualTo(50 - 11);
		this.open.countDown();
		Awaitility.await().until(() -> this.dispatcher.delivered() == 50 + 11);
	}

	@Test
	void onlyWhatSomebodyWantsIsWanted() {
		assertThat(this.dispatcher.wants(Ready.class)).isFalse();
		EntityCacheListener choosy = new EntityCacheListener() {

			@Override
			public void onEvent(EntityCacheEvent event) {
				EventDispatcherTests.this.heard.add(event);
			}

			@Override
			public boolean wants(Class<? extends EntityCacheEvent> type) {
				return type == Ready.class;
			}

		};
		this.dispatcher = dispatcher(10, choosy);
		this.dispatcher.start();

		assertThat(this.dispatcher.wants(Ready.class)).isTrue();
		assertThat(this.dispatcher.wants(Loaded.class)).isFalse();
		this.dispatcher.happened(new Loaded("product", 1));
		this.dispatcher.happened(new Ready("product"));
		this.dispatcher.stop();
		assertThat(this.heard).containsExactly(new Ready("product"));
		assertThat(this.dispatcher.wants(Ready.class)).isFalse();
	}

	@Test
	void stopTellsWhatIsWaitingAndEndsItsThreads() {
		this.dispatcher.start();
		this.dispatcher.happened(new Ready("product"));
		this.dispatcher.stop();

		assertThat(this.heard).containsExactly(new Ready("product"));
		Awaitility.await().until(() -> aliveThreads() == 0);
		this.dispatcher.start();
		this.dispatcher.happened(new Ready("customer"));
		Awaitility.await().until(() -> this.heard.size() == 2);
		assertThat(aliveThreads()).isEqualTo(1);
	}

	@Test
	void stopDoesNotWaitForAListenerThatBlocks() {
		this.dispatcher = dispatcher(10, (event) -> awaitOpen());
		this.dispatcher.start();
		this.dispatcher.happened(new Ready("product"));
		this.dispatcher.happened(new Ready("customer"));
		Awaitility.await().until(() -> aliveThreads() == 1);
		this.dispatcher.stop();

		Awaitility.await().until(() -> aliveThreads() == 0);
		assertThat(this.dispatcher.dropped()).isPositive();
	}

	@Test
	void applicationListenersAskForWhatTheyTake() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Loads.class,
				Everything.class)) {
			this.dispatcher = dispatcher(10, new ApplicationEvents(context));
			this.dispatcher.start();
			assertThat(this.dispatcher.wants(Loaded.class)).isTrue();
			assertThat(this.dispatcher.wants(Ready.class)).isFalse();
			this.dispatcher.happened(new Loaded("product", 1));
			this.dispatcher.stop();

			assertThat(context.getBean(Loads.class).loaded).containsExactly(new Loaded("product", 1));
		}
	}

	@Test
	void nobodyIsThereToListenIfAllTakeAnything() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Everything.class)) {
			this.dispatcher = dispatcher(10, new ApplicationEvents(context));
			this.dispatcher.start();

			assertThat(this.dispatcher.wants(Loaded.class)).isFalse();
		}
	}

	private void awaitOpen() {
		this.threads.add(Thread.currentThread());
		try {
			this.open.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void hear(EntityCacheEvent event) {
		this.threads.add(Thread.currentThread());
		this.heard.add(event);
	}

	private long aliveThreads() {
		return this.threads.stream().filter(Thread::isAlive).count();
	}

	private static EventDispatcher dispatcher(int capacity, EntityCacheListener... listeners) {
		return new EventDispatcher(() -> List.of(listeners), capacity);
	}

	/** Takes loads. */
	static class Loads {

		private final List<Loaded> loaded = new CopyOnWriteArrayList<>();

		@EventListener
		void onLoaded(Loaded event) {
			this.loaded.add(event);
		}

	}

	/** Takes whatever there is. */
	static class Everything implements ApplicationListener<ApplicationEvent> {

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
		}

	}

}
