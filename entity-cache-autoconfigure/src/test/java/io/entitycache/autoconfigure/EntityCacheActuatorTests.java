package io.entitycache.autoconfigure;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.entitycache.EntityCache;
import io.entitycache.autoconfigure.shop.Customer;
import io.entitycache.autoconfigure.shop.CustomerRepository;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.testsupport.Announcements;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what an operator sees and does over HTTP, with a real Redis. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.datasource.generate-unique-name=true", "spring.jpa.hibernate.ddl-auto=create-drop",
				"spring.jpa.open-in-view=false", "entity-cache.namespace=actuator-tests",
				"entity-cache.caches.product.key-attributes=sku", "entity-cache.caches.client=",
				"entity-cache.redis.check-interval=100ms", "entity-cache.redis.max-staleness=1s",
				"management.endpoints.web.exposure.include=*", "management.endpoint.health.show-details=always",
				"management.health.redis.enabled=false" })
@DirtiesContext
class EntityCacheActuatorTests {

	private static final RedisTestServer REDIS = RedisTestServer.start();

	private final HttpClient http = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Autowired
	private ApplicationContext context;

	@Autowired
	private EntityCache<Product, Long> products;

	@Autowired
	private EntityCache<Customer, Long> customers;

	@Autowired
	private ProductRepository productRepository;

	@Autowired
	private CustomerRepository customerRepository;

	@DynamicPropertySource
	static void redis(DynamicPropertyRegistry registry) {
		TestServers.registerRedis(registry, REDIS);
	}

	@AfterAll
	static void stop() {
		REDIS.close();
	}

	@Test
	void everyCacheIsListedWithItsType() throws Exception {
		JsonNode caches = json("GET", "/actuator/caches").at("/cacheManagers/entityCacheManager/caches");

		assertThat(caches.propertyNames()).containsExactlyInAnyOrder("product", "client");
		assertThat(caches.at("/product/target").asString()).startsWith("io.entitycache.");
	}

	@Test
	void deletedCacheIsEmptyAtBothLevels() throws Exception {
		this.productRepository.save(new Product(1, "a", "Apple"));
		this.customerRepository.save(new Customer(1L, "Ann"));
		awaitState("CONNECTED");
		Awaitility.await().untilAsserted(() -> {
			assertThat(this.products.findById(1L)).isPresent();
			assertThat(REDIS.keys("ec:actuator-tests:s:product")).isNotEmpty();
		});
		assertThat(this.customers.findById(1L)).isPresent();

		assertThat(request("DELETE", "/actuator/caches/product").statusCode()).isEqualTo(204);

		assertThat(this.products.contains(1L)).isFalse();
		assertThat(this.customers.contains(1L)).isTrue();
		assertThat(this.products.findById(1L)).isPresent();
	}

	@Test
	void readsAreCounted() throws Exception {
		awaitState("CONNECTED");
		this.productRepository.save(new Product(2, "b", "Banana"));
		Announcements.awaitApplied(this.context);
		double before = metric("cache.gets?tag=cache:product&tag=result:hit");
		this.products.findById(2L);
		this.products.findById(2L);
		this.products.findById(2L);

		assertThat(metric("cache.gets?tag=cache:product&tag=result:hit")).isGreaterThanOrEqualTo(before + 2);
		assertThat(metric("entity.cache.loads?tag=cache:product")).isPositive();
		assertThat(metric("entity.cache.shared.owed")).isZero();
	}

	@Test
	void lostRedisIsToldAndDoesNoHarmToTheHealth() throws Exception {
		awaitState("CONNECTED");
		this.productRepository.save(new Product(3, "c", "Cherry"));

		REDIS.kill();
		try {
			awaitState("DISCONNECTED");
			assertThat(request("GET", "/actuator/health").statusCode()).isEqualTo(200);
			assertThat(json("GET", "/actuator/health").at("/status").asString()).isEqualTo("UP");
			assertThat(this.products.findById(3L)).isPresent();
		}
		finally {
			REDIS.restart();
		}

		awaitState("CONNECTED");
		assertThat(this.products.findBy("sku", "c")).isPresent();
	}

	private void awaitState(String state) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(
					json("GET", "/actuator/health").at("/components/entityCache/details/level2").asString())
				.isEqualTo(state));
	}

	private double metric(String path) throws Exception {
		return json("GET", "/actuator/metrics/" + path).at("/measurements/0/value").asDouble();
	}

	private JsonNode json(String method, String path) throws Exception {
		return JsonMapper.shared().readTree(request(method, path).body());
	}

	private HttpResponse<String> request(String method, String path) throws Exception {
		URI uri = URI.create("http://localhost:" + this.port + path);
		return this.http.send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build(),
				BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@AutoConfigurationPackage(basePackageClasses = Product.class)
	static class Application {

	}

}
