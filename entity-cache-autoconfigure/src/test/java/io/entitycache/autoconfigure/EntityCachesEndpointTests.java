package io.entitycache.autoconfigure;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SnapshotExpiry;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.observability.EntityCachesEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests the endpoint over HTTP and JMX, with and without the access. */
class EntityCachesEndpointTests {

	private static final String ENDPOINT = "/actuator/entitycaches";

	private static final String JSON_LINES = "application/x-ndjson";

	private static final String[] EXPORT = { String.class.getName(), Boolean.class.getName() };

	private final HttpClient http = HttpClient.newHttpClient();

	private ConfigurableApplicationContext context;

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void operatorSeesConfigurationStatisticsAndEntries() throws Exception {
		start();
		JsonNode all = json(get(ENDPOINT));
		assertThat(all.at("/sharedLevel/state").asString()).isEqualTo("NOT_CONFIGURED");
		assertThat(all.at("/caches/product/size").asInt()).isEqualTo(1);

		JsonNode cache = json(get(ENDPOINT + "/product"));
		assertThat(cache.at("/configuration/keyAttributes/0").asString()).isEqualTo("sku");
		assertThat(cache.at("/configuration/level1/maximumSize").asInt()).isEqualTo(10_000);
		assertThat(cache.at("/statistics/database/loads").asInt()).isEqualTo(1);
		assertThat(cache.at("/sizes/entities").asInt()).isEqualTo(1);
		assertThat(cache.at("/mostUsed/0").asString()).isEqualTo("1");

		JsonNode entry = json(get(ENDPOINT + "/product/1"));
		assertThat(entry.at("/level").asString()).isEqualTo("LEVEL1");
		assertThat(entry.at("/level1").asString()).isEqualTo("FRESH");
		assertThat(json(get(ENDPOINT + "/product/7")).at("/level").isNull()).isTrue();
		assertThat(get(ENDPOINT + "/nothing").statusCode()).isEqualTo(404);
		assertThat(get(ENDPOINT + "/nothing/1").statusCode()).isEqualTo(404);
	}

	@Test
	void valuesAreHiddenUnlessTheyMayBeShown() throws Exception {
		start();
		HttpResponse<String> entry = get(ENDPOINT + "/product/1");
		assertThat(json(entry).at("/values/title").asString()).isEqualTo("******");
		assertThat(json(entry).has("version")).isFalse();
		assertThat(entry.body()).doesNotContain("Apple");
		assertThat(export().statusCode()).isEqualTo(403);
		assertThat(export().body()).doesNotContain("Apple");
	}

	@Test
	void valuesAndExportAreShownToWhomTheyMayBe() throws Exception {
		start("management.endpoint.entitycaches.show-values=always");
		assertThat(json(get(ENDPOINT + "/product/1")).at("/values/title").asString()).isEqualTo("Apple");
		this.context.getBean(EntityCaches.class).get("product").findBy("sku", "a");
		assertThat(json(get(ENDPOINT + "/product/a?attribute=sku")).at("/id").asString()).isEqualTo("1");
		HttpResponse<String> lines = export();
		assertThat(lines.statusCode()).isEqualTo(200);
		assertThat(lines.body().lines()).hasSize(3);
		assertThat(lines.body()).contains("Apple").endsWith("{\"end\":1}\n");
	}

	@Test
	void nothingIsChangedWithoutTheAccess() throws Exception {
		start();
		assertThat(delete(ENDPOINT + "/product/1").statusCode()).isEqualTo(405);
		assertThat(delete(ENDPOINT + "/product").statusCode()).isEqualTo(405);
		assertThat(load("full").statusCode()).isEqualTo(405);
		assertThat(importLines(exported()).statusCode()).isEqualTo(405);
		assertThat(products().contains(1L)).isTrue();
	}

	@Test
	void entriesAndCachesAreRemovedWithTheAccess() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		assertThat(delete(ENDPOINT + "/product/1").body()).isEqualTo("{\"cache\":\"product\",\"evicted\":\"1\"}");
		assertThat(products().contains(1L)).isFalse();

		products().findBy("sku", "a");
		assertThat(delete(ENDPOINT + "/product/a?attribute=sku").statusCode()).isEqualTo(200);
		assertThat(products().contains(1L)).isFalse();

		products().findById(1L);
		assertThat(delete(ENDPOINT + "/product").body()).isEqualTo("{\"cleared\":\"product\"}");
		assertThat(products().contains(1L)).isFalse();
	}

	@Test
	void cachesAreLoadedWithTheAccess() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		products().clear();
		assertThat(json(load("full")).at("/started").asString()).isEqualTo("FULL");
		Awaitility.await().until(() -> products().contains(1L));

		long loads = products().statistics().loads();
		assertThat(json(load("refresh")).at("/started").asString()).isEqualTo("REFRESH");
		Awaitility.await().until(() -> products().statistics().loads() > loads);
		assertThat(load("everything").statusCode()).isEqualTo(400);
	}

	@Test
	void everyCacheIsExportedAtOnceAndImportedWithTheAccess() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted",
				"management.endpoint.entitycaches.show-values=always", "entity-cache.caches.customer.ttl=1m");
		HttpResponse<String> exported = send(request(ENDPOINT).header("Accept", JSON_LINES).GET());
		assertThat(exported.headers().firstValue("Content-Type")).hasValue(JSON_LINES);
		assertThat(exported.body().lines()).hasSize(5)
			.anyMatch((line) -> line.contains("\"cache\":\"customer\""))
			.anyMatch((line) -> line.contains("Apple"));
		products().clear();

		HttpResponse<String> imported = importLines(exported.body());
		assertThat(json(imported)).hasSize(2);
		assertThat(imported.body()).contains("{\"cache\":\"customer\",\"offered\":0,\"admitted\":0,",
				"{\"cache\":\"product\",\"offered\":1,\"admitted\":1,");
		assertThat(products().contains(1L)).isTrue();
	}

	@Test
	void rowThatWasChangedSinceTheExportComesFromTheDatabaseUnlessTheLinesAreTrusted() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		String lines = exported();
		this.context.getBean(ProductRepository.class).save(new Product(1, "a", "Pear"));
		assertThat(json(importLines(lines)).at("/0/outdated").asInt()).isOne();
		assertThat(products().findById(1L)).get().extracting(Product::getTitle).isEqualTo("Pear");

		products().clear();
		assertThat(json(post(ENDPOINT, Map.of("lines", lines, "trust", "unchanged"))).at("/0/admitted").asInt())
			.isOne();
		assertThat(products().findById(1L)).get().extracting(Product::getTitle).isEqualTo("Apple");
	}

	@Test
	void linesThatAreWrongAreNamedWithoutTheirValues() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		String[] lines = exported().split("\n");
		assertThat(error(importLines(lines[0] + "\n{\"id\":\"Apple"), 400)).startsWith("Line 2 of the snapshot")
			.doesNotContain("Apple");
		assertThat(error(importLines(lines[0] + "\n" + lines[1]), 400)).contains("not whole").doesNotContain("Apple");
		assertThat(error(importLines(lines[0] + "\n" + lines[1].replaceAll("\"state\":\"[^\"]*", "\"state\":\"Apple")),
				400))
			.startsWith("Line 2")
			.doesNotContain("Apple");
		assertThat(error(importLines(lines[0].replace("\"product\"", "\"produce\"")), 400))
			.contains("There is no entity cache 'produce'; there are [product]");
		assertThat(error(importLines("x".repeat(10_000_001)), 400)).contains("too long");
		assertThat(post(ENDPOINT, Map.of()).statusCode()).isEqualTo(400);
	}

	@Test
	void bytesThatAreNoUtf8AreABadRequest() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		for (byte[] wrong : List.of(new byte[] { (byte) 0xC3, '(' }, new byte[] { (byte) 0xFF },
				new byte[] { (byte) 0xED, (byte) 0xA0, (byte) 0x80 }, new byte[] { (byte) 0xC3 })) {
			byte[] body = "{\"lines\":\"????\"}".getBytes(StandardCharsets.US_ASCII);
			System.arraycopy(wrong, 0, body, 10, wrong.length);
			for (String type : List.of("application/json", "application/json;charset=UTF-8",
					"application/vnd.spring-boot.actuator.v3+json")) {
				HttpResponse<String> answer = send(
						request(ENDPOINT).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
				assertThat(answer.statusCode()).as("%s: %s", type, answer.body()).isEqualTo(400);
			}
		}
	}

	@Test
	void stateWithATextThatIsNoUtf8IsABadRequest() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		this.context.getBean(ProductRepository.class).save(new Product(1, "a", "5 \u20AC"));
		assertThat(products().findById(1L)).isPresent();
		String[] lines = exported().split("\n");
		Matcher state = Pattern.compile("\"state\":\"([^\"]*)").matcher(lines[1]);
		assertThat(state.find()).isTrue();
		String bytes = new String(Base64.getDecoder().decode(state.group(1)), StandardCharsets.ISO_8859_1);
		String damaged = bytes.replace("\u00E2\u0082\u00AC", "\u00E2(\u00AC");
		assertThat(damaged).isNotEqualTo(bytes);
		products().clear();

		String line = lines[1].replace(state.group(1),
				Base64.getEncoder().encodeToString(damaged.getBytes(StandardCharsets.ISO_8859_1)));
		assertThat(error(
				post(ENDPOINT, Map.of("lines", lines[0] + '\n' + line + '\n' + lines[2], "trust", "unchanged")), 400))
			.startsWith("Line 2 of the snapshot");
		assertThat(products().size()).isZero();
	}

	@Test
	void answerRepeatsLittleOfTheRequest() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		String huge = "y".repeat(4_000);
		assertThat(error(get(ENDPOINT + "/" + huge), 404)).contains("yyy").hasSizeLessThan(300);
		assertThat(error(get(ENDPOINT + "/product/1?attribute=" + huge), 400)).contains("yyy").hasSizeLessThan(400);
		assertThat(error(delete(ENDPOINT + "/product/" + huge), 400)).hasSizeLessThan(300);
		assertThat(error(importLines("{\"snapshot\":\"" + huge + "\"}"), 400)).contains("yyy").hasSizeLessThan(400);
	}

	@Test
	void unknownCacheIsAnsweredWithThoseThereAre() throws Exception {
		start("management.endpoint.entitycaches.access=unrestricted");
		String nothing = ENDPOINT + "/nothing";
		String expected = "There is no entity cache 'nothing'; there are [product]";
		assertThat(error(get(nothing), 404)).isEqualTo(expected);
		assertThat(error(get(nothing + "/1"), 404)).isEqualTo(expected);
		assertThat(error(delete(nothing), 404)).isEqualTo(expected);
		assertThat(error(delete(nothing + "/1"), 404)).isEqualTo(expected);
		assertThat(error(post(nothing, Map.of("what", "full")), 404)).isEqualTo(expected);
		HttpResponse<String> export = send(request(nothing).header("Accept", JSON_LINES).GET());
		assertThat(export.statusCode()).isEqualTo(404);
		assertThat(export.body()).isEqualTo(expected);
		assertThat(error(get(ENDPOINT + "/product/a?attribute=title"), 400)).contains("[sku]");
		assertThat(error(delete(ENDPOINT + "/product/one"), 400)).doesNotContain("one");
	}

	@Test
	void endpointCanBeTakenAway() throws Exception {
		start("management.endpoint.entitycaches.access=none");
		assertThat(get(ENDPOINT).statusCode()).isEqualTo(404);
		assertThat(this.context.getBeanNamesForType(EntityCachesEndpoint.class)).isEmpty();
	}

	@Test
	void endpointIsThereOverJmxWithTheSameAccess() throws Exception {
		start("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
				"management.endpoints.jmx.domain=entity-cache-tests");
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = new ObjectName("entity-cache-tests:type=Endpoint,name=Entitycaches");

		Map<?, ?> caches = (Map<?, ?>) server.invoke(name, "caches", new Object[0], new String[0]);
		assertThat(caches.containsKey("caches")).isTrue();
		assertThat(server.getMBeanInfo(name).getOperations()).extracting((operation) -> operation.getName())
			.contains("cache", "entry", "export")
			.doesNotContain("clear", "evict", "load", "importLines");
		assertThatExceptionOfType(MBeanException.class)
			.isThrownBy(() -> server.invoke(name, "export", new Object[] { "product", false }, EXPORT))
			.havingRootCause()
			.withMessageContaining("show-values");
	}

	@Test
	void linesAreExportedAndImportedOverJmx() throws Exception {
		start("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
				"management.endpoints.jmx.domain=entity-cache-tests",
				"management.endpoint.entitycaches.access=unrestricted",
				"management.endpoint.entitycaches.show-values=always");
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		ObjectName name = new ObjectName("entity-cache-tests:type=Endpoint,name=Entitycaches");

		Object lines = server.invoke(name, "export", new Object[] { null, false }, EXPORT);
		assertThat(lines).asString().contains("Apple").endsWith("{\"end\":1}\n").hasLineCount(3);
		products().clear();
		List<?> results = (List<?>) server.invoke(name, "importLines", new Object[] { lines, null },
				new String[] { String.class.getName(), String.class.getName() });
		assertThat(results).singleElement()
			.hasToString("{cache=product, offered=1, admitted=1, outdated=0, expired=0, refused=0, beyond=0}");
		assertThat(products().contains(1L)).isTrue();
		assertThatExceptionOfType(MBeanException.class)
			.isThrownBy(() -> server.invoke(name, "export", new Object[] { "nothing", false }, EXPORT))
			.havingRootCause()
			.withMessageContaining("there are [product]");
	}

	private void start(String... properties) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("server.port=0", "spring.datasource.generate-unique-name=true",
					"spring.jpa.hibernate.ddl-auto=create-drop", "spring.jpa.open-in-view=false",
					"spring.main.banner-mode=off", "logging.level.root=warn", "entity-cache.redis.enabled=false",
					"management.health.redis.enabled=false", "entity-cache.caches.product.key-attributes=sku",
					"management.endpoints.web.exposure.include=*")
			.properties(properties)
			.run();
		this.context.getBean(ProductRepository.class).save(new Product(1, "a", "Apple"));
		assertThat(products().findById(1L)).isPresent();
	}

	private EntityCache<Product, Long> products() {
		return this.context.getBean(EntityCaches.class).get(Product.class, Long.class);
	}

	private HttpResponse<String> export() throws Exception {
		return send(request(ENDPOINT + "/product").header("Accept", JSON_LINES).GET());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return send(request(path).GET());
	}

	private HttpResponse<String> delete(String path) throws Exception {
		return send(request(path).method("DELETE", BodyPublishers.noBody()));
	}

	private HttpResponse<String> load(String what) throws Exception {
		return post(ENDPOINT + "/product", Map.of("what", what));
	}

	private HttpResponse<String> importLines(String lines) throws Exception {
		return post(ENDPOINT, Map.of("lines", lines));
	}

	private HttpResponse<String> post(String path, Map<String, String> body) throws Exception {
		return send(request(path).header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
	}

	/** What the API exports. */
	private String exported() {
		return this.context.getBean(EntityCaches.class)
			.export(SnapshotExpiry.WITHOUT)
			.map((line) -> line + '\n')
			.collect(Collectors.joining());
	}

	private HttpRequest.Builder request(String path) {
		String port = this.context.getEnvironment().getRequiredProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private static String error(HttpResponse<String> response, int status) {
		assertThat(response.statusCode()).isEqualTo(status);
		return JsonMapper.shared().readTree(response.body()).at("/error").asString();
	}

	private static JsonNode json(HttpResponse<String> response) {
		assertThat(response.statusCode()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@AutoConfigurationPackage(basePackageClasses = Product.class)
	static class Application {

	}

}
