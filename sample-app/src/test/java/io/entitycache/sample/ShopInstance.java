package io.entitycache.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.awaitility.Awaitility.await;

/** A running instance of the shop, as an operator would start it. */
final class ShopInstance implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration CONNECTED = Duration.ofSeconds(30);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

	private final ConfigurableApplicationContext context;

	private final String address;

	private ShopInstance(ConfigurableApplicationContext context) {
		this.context = context;
		this.address = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/** Starts an instance on a free port and returns once it is connected to Redis. */
	static ShopInstance start(List<String> arguments) {
		List<String> all = new ArrayList<>(arguments);
		all.addAll(List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn",
				"--spring.datasource.hikari.maximum-pool-size=4"));
		// A busy machine is not a lost Redis.
		all.addAll(List.of("--entity-cache.redis.read-timeout=2s", "--entity-cache.redis.command-timeout=2s",
				"--entity-cache.redis.max-staleness=20s"));
		ShopInstance instance = new ShopInstance(
				new SpringApplicationBuilder(SampleApplication.class).run(all.toArray(String[]::new)));
		instance.awaitConnected();
		return instance;
	}

	/**
	 * Returns once this instance receives what the others announce, owes them nothing
	 * that it had to say before it was connected, and has applied everything that was
	 * announced until then: what it reads before is not kept for others.
	 */
	void awaitConnected() {
		await().atMost(CONNECTED).until(() -> sharedLevel().state() == State.CONNECTED && sharedLevel().owed() == 0);
		long start = System.nanoTime();
		await().atMost(CONNECTED).until(() -> {
			Duration proof = sharedLevel().sinceLastProof();
			return proof != null && proof.compareTo(Duration.ofNanos(System.nanoTime() - start)) < 0;
		});
	}

	private SharedLevelStatus sharedLevel() {
		return caches().sharedLevel();
	}

	Answer get(String path) {
		return send("GET", path, null);
	}

	Answer put(String path) {
		return send("PUT", path, null);
	}

	Answer put(String path, String json) {
		return send("PUT", path, json);
	}

	Answer post(String path) {
		return send("POST", path, null);
	}

	Answer post(String path, String json) {
		return send("POST", path, json);
	}

	Answer delete(String path) {
		return send("DELETE", path, null);
	}

	private Answer send(String method, String path, @Nullable String json) {
		return send(method, path, (json != null) ? Map.of("Content-Type", "application/json") : Map.of(), json);
	}

	Answer send(String method, String path, Map<String, String> headers, @Nullable String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.address + path)).timeout(TIMEOUT);
		headers.forEach(request::header);
		try {
			HttpResponse<String> response = this.http
				.send(request.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
					.build(), BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	CacheStatistics statistics(String cache) {
		return caches().get(cache).statistics();
	}

	EntityCaches caches() {
		return bean(EntityCaches.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
