package io.entitycache.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.orchestrator.SharedServices;
import jakarta.persistence.EntityManager;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ResolvableType;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import jakarta.persistence.EntityManagerFactory;

/**
 * One process of a history. Arguments: name, file to write to, seed, threads, keys, then
 * Spring's. It prints {@code READY}, and obeys {@code arm} (the next transaction stops
 * between its commit and its announcement, prints {@code HELD} and waits to be killed),
 * {@code work} (it prints {@code WORKED} once it has committed a few more changes),
 * {@code rest} (its workers end, and it prints {@code RESTED} once it owes nothing) and
 * {@code finish} (once it is proven that it has missed nothing since, it reads everything
 * and prints {@code DONE}) on its standard input. It waits for neither without a bound:
 * after it the line tells what it has waited for.
 */
public final class HistoryNode {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final int WORK = 3;

	private HistoryNode() {
	}

	public static void main(String[] arguments) throws Exception {
		HeldCommits held = new HeldCommits();
		SpringApplication application = new SpringApplication(Config.class);
		application.addInitializers((context) -> context.getBeanFactory().registerSingleton("heldCommits", held));
		List<String> spring = List.of(arguments).subList(5, arguments.length);
		ConfigurableApplicationContext context = application.run(spring.toArray(String[]::new));
		HistoryRecorder recorder = new HistoryRecorder(arguments[0], Path.of(arguments[1]));
		int keys = Integer.parseInt(arguments[4]);
		EntityCache<HistoryItem, Long> cache = cache(context);
		List<HistoryWorker> workers = start(context, cache, recorder, Long.parseLong(arguments[2]),
				Integer.parseInt(arguments[3]), keys);
		System.out.println("READY");
		EntityCaches caches = context.getBean(EntityCaches.class);
		obey(held, workers, caches);
		awaitProof(caches);
		for (long id = 1; id <= keys; id++) {
			long key = id;
			long start = System.nanoTime();
			cache.findById(key)
				.ifPresent((item) -> recorder.record(HistoryEvent.Kind.FINAL, key, item.getNumber(), start,
						System.nanoTime()));
		}
		context.close();
		System.out.println("DONE");
		System.exit(0);
	}

	@SuppressWarnings("unchecked")
	private static EntityCache<HistoryItem, Long> cache(ConfigurableApplicationContext context) {
		return (EntityCache<HistoryItem, Long>) context
			.getBeanProvider(ResolvableType.forClassWithGenerics(EntityCache.class, HistoryItem.class, Long.class))
			.getObject();
	}

	private static List<HistoryWorker> start(ConfigurableApplicationContext context,
			EntityCache<HistoryItem, Long> cache, HistoryRecorder recorder, long seed, int threads, int keys) {
		EntityManager entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(context.getBean(EntityManagerFactory.class));
		PlatformTransactionManager manager = context.getBean(PlatformTransactionManager.class);
		TransactionTemplate readOnly = new TransactionTemplate(manager);
		readOnly.setReadOnly(true);
		List<HistoryWorker> workers = new ArrayList<>();
		for (int i = 0; i < threads; i++) {
			HistoryWorker worker = new HistoryWorker(cache, entityManager, new TransactionTemplate(manager), readOnly,
					recorder, seed + i, keys);
			workers.add(worker);
			Thread thread = new Thread(worker, "worker-" + i);
			thread.setDaemon(true);
			worker.startOn(thread);
		}
		return workers;
	}

	private static void obey(HeldCommits held, List<HistoryWorker> workers, EntityCaches caches) throws IOException {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		String line = input.readLine();
		while (line != null && !line.equals("finish")) {
			switch (line) {
				case "arm" -> held.arm();
				case "work" -> work(workers);
				case "rest" -> rest(workers, caches);
				default -> throw new IllegalArgumentException(line);
			}
			line = input.readLine();
		}
	}

	/* However slow the machine is, a history in which nobody commits shows nothing. */
	private static void work(List<HistoryWorker> workers) {
		long before = commits(workers);
		System.out.println(isWithinLimit(() -> commits(workers) >= before + WORK) ? "WORKED" : "IDLE");
	}

	private static long commits(List<HistoryWorker> workers) {
		return workers.stream().mapToLong(HistoryWorker::commits).sum();
	}

	private static void rest(List<HistoryWorker> workers, EntityCaches caches) {
		workers.forEach(HistoryWorker::stop);
		workers.forEach((worker) -> worker.awaitEnd(LIMIT));
		long start = System.nanoTime();
		boolean paid = isWithinLimit(() -> caches.sharedLevel().owed() == 0);
		System.out.println("at rest after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: "
				+ caches.sharedLevel());
		System.out.println(paid ? "RESTED" : "UNPAID");
	}

	/** Everything that was announced before this call is applied when it returns. */
	private static void awaitProof(EntityCaches caches) {
		long start = System.nanoTime();
		boolean proven = isWithinLimit(() -> {
			SharedLevelStatus status = caches.sharedLevel();
			Duration since = status.sinceLastProof();
			return status.state() == SharedLevelStatus.State.CONNECTED && since != null
					&& since.toNanos() < System.nanoTime() - start;
		});
		System.out.println("proven after " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms: "
				+ caches.sharedLevel());
		if (!proven) {
			System.out.println("UNPROVEN");
		}
	}

	private static boolean isWithinLimit(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > LIMIT.toNanos()) {
				return false;
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
		return true;
	}

	/** The node's application. */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	@EntityScan(basePackageClasses = HistoryItem.class)
	@EnableJpaRepositories(basePackageClasses = HistoryItems.class)
	static class Config {

		@Bean
		static BeanPostProcessor heldCommitsInstaller(HeldCommits held) {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					if (bean instanceof SharedServices services) {
						return new SharedServices(services.level2(), held.around(services.log()), services.channel(),
								services.pendingLife());
					}
					return bean;
				}

			};
		}

	}

}
