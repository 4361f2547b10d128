package io.entitycache.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TestCertificate;
import io.entitycache.testsupport.TestPorts;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests over TLS, as a user who may do no more than the documentation says he must. */
class SecuredRedisTests {

	private static final String PASSWORD = "horse-battery-staple";

	private static final Path DOCUMENTATION = Path.of("..", "docs", "reliability.md");

	@TempDir
	private static Path directory;

	private static TestCertificate certificate;

	private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	private int tlsPort;

	@BeforeAll
	static void makeCertificate() {
		certificate = TestCertificate.create(directory);
	}

	@Test
	void documentedUserIsAllThatTwoNodesNeed() throws IOException {
		try (RedisTestServer redis = start(documentedUser())) {
			run("create", (one) -> run("none", (two) -> {
				awaitConnected(one);
				awaitConnected(two);
				assertChangesReach(one, two);
				redis.killSubscribers();
				assertChangesReach(two, one);

				awaitConnected(one);
				assertThat(level2Hits(one) + level2Hits(two)).isPositive();
				assertThat(lastFailure(one)).doesNotContain("NOPERM");
				assertThat(deniedCommands(redis)).allMatch((command) -> command.matches("info|client.*"));
			}));
		}
	}

	private void assertChangesReach(AssertableApplicationContext one, AssertableApplicationContext two) {
		save(one, "Apple");
		await().until(() -> title(two).equals("Apple"));
		save(one, "Pear");
		await().until(() -> title(two).equals("Pear"));
		rollBack(one, "Plum");
		assertThat(title(one)).isEqualTo("Pear");
		assertThat(title(two)).isEqualTo("Pear");
		products(two).clear();
		assertThat(title(one)).isEqualTo("Pear");
	}

	@Test
	void userWithoutTheChannelDoesWithoutTheSharedLevel() throws IOException {
		assertWorksAlone(documentedUser().replace(" &ec:{shop}:bus*", ""), "NOPERM");
	}

	@Test
	void userWithoutScriptsDoesWithoutTheSharedLevel() throws IOException {
		assertWorksAlone(documentedUser() + " -evalsha -eval", "NOPERM");
	}

	@Test
	void healthSaysWhatAUserCannotDoAndWhy() throws IOException {
		try (RedisTestServer redis = start(documentedUser())) {
			run("create", (context) -> {
				awaitConnected(context);
				assertThat(shared(context)).doesNotContainKeys("cannotWrite", "cannotHear");

				redis.command("ACL", "SETUSER", "shop", "-eval", "-evalsha");
				await().untilAsserted(() -> assertThat(shared(context)).hasEntrySatisfying("cannotWrite",
						(reason) -> assertThat(reason).asString().startsWith("NOPERM")));
				redis.command("ACL", "SETUSER", "shop", "+eval", "+evalsha", "resetchannels");
				await().untilAsserted(() -> assertThat(shared(context)).hasEntrySatisfying("cannotHear",
						(reason) -> assertThat(reason).asString().startsWith("NOPERM")));
				assertThat(health(context).getDetails()).containsEntry("level2", "DISCONNECTED");
				redis.command("ACL", "SETUSER", "shop", "&ec:{shop}:bus*");

				awaitConnected(context);
				await()
					.untilAsserted(() -> assertThat(shared(context)).doesNotContainKeys("cannotWrite", "cannotHear"));
			});
		}
	}

	@Test
	void wrongPasswordIsNamedAndNotShown() throws IOException {
		assertWorksAlone(documentedUser(), "WRONGPASS", "spring.data.redis.password=correct-" + PASSWORD);
	}

	@Test
	void serverThatNobodyVouchesForGetsNoConnection() throws IOException {
		assertWorksAlone(documentedUser(), "certification path", "spring.data.redis.ssl.bundle=",
				"spring.data.redis.ssl.enabled=true");
	}

	private void assertWorksAlone(String user, String reason, String... properties) {
		try (RedisTestServer redis = start(user)) {
			node("create").withPropertyValues(properties).run((context) -> {
				assertThat(context).hasNotFailed();
				save(context, "Apple");
				assertThat(title(context)).isEqualTo("Apple");
				assertThat(title(context)).isEqualTo("Apple");
				save(context, "Pear");
				assertThat(title(context)).isEqualTo("Pear");
				assertThat(products(context).statistics().level1Hits()).isPositive();

				await().untilAsserted(() -> assertThat(lastFailure(context)).contains(reason));
				assertThat(health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(health(context).getDetails()).containsEntry("level2", "DISCONNECTED");
				assertThat(health(context).getDetails().toString()).doesNotContain(PASSWORD);
			});
		}
	}

	/** The line of the documentation, as a line of redis.conf. */
	private static String documentedUser() throws IOException {
		List<String> lines = Files.readAllLines(DOCUMENTATION)
			.stream()
			.filter((line) -> line.startsWith("user shop "))
			.toList();
		assertThat(lines).hasSize(1);
		assertThat(lines.get(0)).contains(" >PASSWORD ");
		return lines.get(0).replace("PASSWORD", PASSWORD);
	}

	private RedisTestServer start(String user) {
		this.tlsPort = TestPorts.free();
		return RedisTestServer.start(user, "tls-port " + this.tlsPort, "tls-auth-clients no",
				"tls-cert-file " + certificate.certificate(), "tls-key-file " + certificate.key(),
				"tls-ca-cert-file " + certificate.certificate());
	}

	private ApplicationContextRunner node(String schema) {
		return ShopContext.withRedis()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withPropertyValues("spring.datasource.url=" + this.database, "spring.jpa.hibernate.ddl-auto=" + schema,
					"spring.ssl.bundle.pem.redis.truststore.certificate=" + certificate.certificate().toUri(),
					"spring.data.redis.ssl.bundle=redis", "spring.data.redis.host=127.0.0.1",
					"spring.data.redis.port=" + this.tlsPort, "spring.data.redis.username=shop",
					"spring.data.redis.password=" + PASSWORD, "entity-cache.namespace=shop",
					"entity-cache.caches.product=", "entity-cache.redis.read-timeout=2s",
					"entity-cache.redis.command-timeout=2s");
	}

	private void run(String schema, Consumer<AssertableApplicationContext> test) {
		node(schema).run((context) -> {
			assertThat(context).hasNotFailed();
			test.accept(context);
		});
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	private static void awaitConnected(AssertableApplicationContext context) {
		await().until(() -> context.getBean(EntityCaches.class).sharedLevel().state() == State.CONNECTED
				&& context.getBean(EntityCaches.class).sharedLevel().subscribed());
	}

	private static void save(AssertableApplicationContext context, String title) {
		context.getBean(ProductRepository.class).save(new Product(1, "a", title));
	}

	private static void rollBack(AssertableApplicationContext context, String title) {
		new TransactionTemplate(context.getBean(PlatformTransactionManager.class)).executeWithoutResult((status) -> {
			save(context, title);
			context.getBean(ProductRepository.class).flush();
			status.setRollbackOnly();
		});
	}

	private static EntityCache<Product, Long> products(AssertableApplicationContext context) {
		return context.getBean(EntityCaches.class).get(Product.class, Long.class);
	}

	private static @Nullable String title(AssertableApplicationContext context) {
		return products(context).findById(1L).orElseThrow().getTitle();
	}

	private static long level2Hits(AssertableApplicationContext context) {
		return products(context).statistics().level2Hits();
	}

	private static Health health(AssertableApplicationContext context) {
		return Objects.requireNonNull(context.getBean("entityCacheHealthIndicator", HealthIndicator.class)
			.health(/* includeDetails= */ true));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> shared(AssertableApplicationContext context) {
		return (Map<String, Object>) Objects.requireNonNull(health(context).getDetails().get("shared"));
	}

	private static String lastFailure(AssertableApplicationContext context) {
		return String.valueOf(shared(context).get("lastFailure"));
	}

	/** What somebody tried that he may not. */
	private static List<String> deniedCommands(RedisTestServer redis) {
		List<?> entries = (List<?>) Objects.requireNonNull(redis.command("ACL", "LOG"));
		return entries.stream().map((entry) -> {
			List<?> pairs = (List<?>) entry;
			return String.valueOf(pairs.get(pairs.indexOf("object") + 1));
		}).toList();
	}

}
