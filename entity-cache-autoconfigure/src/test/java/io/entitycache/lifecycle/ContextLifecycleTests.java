package io.entitycache.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.testsupport.Announcements;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of several contexts in one process, and of one that is started again. */
class ContextLifecycleTests {

	@Test
	void contextThatIsRefreshedAgainCachesAgain() {
		AlbumEnvironment environment = new AlbumEnvironment("refreshed_twice");
		Set<String> before = threads();
		try (AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext()) {
			TestPropertyValues.of(environment.properties()).applyTo(context.getEnvironment());
			context.register(AlbumApplication.class);
			for (int i = 0; i < 2; i++) {
				context.refresh();
				assertThat(AlbumApplication.read(context))
					.isEqualTo("1 code [first]=1 code [first] then 1 code [second]");
			}
		}
		awaitNoMoreThan(before);
	}

	@Test
	void contextsOfOneProcessDoNotDependOnEachOther() {
		AlbumEnvironment environment = new AlbumEnvironment("two_contexts");
		Set<String> before = threads();
		try (ConfigurableApplicationContext kept = start(AlbumApplication.class, null, environment.properties())) {
			AlbumApplication.read(kept);
			try (ConfigurableApplicationContext other = start(AlbumApplication.class, null,
					environment.properties("entity-cache.defaults.ttl=1h"))) {
				AlbumApplication.read(other);
			}
			assertThat(kept.getBean(EntityCaches.class).sharedLevel().state())
				.isEqualTo(SharedLevelStatus.State.CONNECTED);
			assertThat(AlbumApplication.read(kept)).endsWith("then 1 code [second]");
		}
		awaitNoMoreThan(before);
	}

	@Test
	void restartWithAnotherClassLoaderIsServedWithItsOwnClasses() throws Exception {
		AlbumEnvironment environment = new AlbumEnvironment("restarted");
		try (ConfigurableApplicationContext first = start(AlbumApplication.class, null, environment.properties())) {
			AlbumApplication.read(first);
			Announcements.awaitApplied(first);
			AlbumApplication.reader(first).get();
		}

		ClassLoader restarted = new RestartedClassLoader(getClass().getClassLoader());
		Class<?> application = restarted.loadClass(AlbumApplication.class.getName());
		assertThat(application).isNotSameAs(AlbumApplication.class);
		try (ConfigurableApplicationContext second = start(application, restarted, environment.properties())) {
			awaitConnected(second);
			Supplier<?> reader = (Supplier<?>) application.getMethod("reader", ConfigurableApplicationContext.class)
				.invoke(null, second);

			assertThat(reader.get()).isEqualTo("1 code [second] by 0 loads");
			assertThat(second.getBean(EntityCaches.class).get("album").entityType().getClassLoader())
				.isSameAs(restarted);
		}
	}

	private static ConfigurableApplicationContext start(Class<?> application, @Nullable ClassLoader classLoader,
			String... properties) {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader((classLoader != null) ? classLoader : before);
		try {
			return new SpringApplicationBuilder(application)
				.resourceLoader(new DefaultResourceLoader(thread.getContextClassLoader()))
				.web(WebApplicationType.NONE)
				.logStartupInfo(false)
				.properties(properties)
				.run();
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static void awaitConnected(ConfigurableApplicationContext context) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> context.getBean(EntityCaches.class)
				.sharedLevel()
				.state() == SharedLevelStatus.State.CONNECTED);
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("entity-cache"))
			.map((thread) -> thread.getName() + " " + thread.getId())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static void awaitNoMoreThan(Set<String> before) {
		Awaitility.await().untilAsserted(() -> assertThat(before).containsAll(threads()));
	}

	/** Loads the classes of the application anew, as a restart by DevTools does. */
	private static final class RestartedClassLoader extends ClassLoader {

		private static final String APPLICATION = ContextLifecycleTests.class.getPackageName() + ".Album";

		private RestartedClassLoader(ClassLoader parent) {
			super(parent);
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			synchronized (getClassLoadingLock(name)) {
				Class<?> loaded = findLoadedClass(name);
				if (loaded == null && name.startsWith(APPLICATION)) {
					loaded = define(name);
				}
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}
		}

		private Class<?> define(String name) throws ClassNotFoundException {
			try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
				if (in == null) {
					throw new ClassNotFoundException(name);
				}
				byte[] bytes = in.readAllBytes();
				return defineClass(name, bytes, 0, bytes.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

}
