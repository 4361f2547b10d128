package io.entitycache.sample;

import java.time.Duration;

import io.entitycache.CacheStatistics;
import io.entitycache.testsupport.RedisTestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of the shop on one database and one Redis. Each test has its own rows.
 */
class TwoInstancesTests {

	private static final Duration SOON = Duration.ofSeconds(15);

	private static ShopInstance a;

	private static ShopInstance b;

	@BeforeAll
	static void start() {
		ShopServers servers = ShopServers.on(RedisTestServers.shared(), "two_instances");
		a = servers.startInstance();
		b = servers.startInstance();
	}

	@AfterAll
	static void stop() {
		b.close();
		a.close();
	}

	@Test
	void databaseIsAskedOnceForBothInstances() {
		CacheStatistics beforeA = a.statistics("product");
		CacheStatistics beforeB = b.statistics("product");

		for (int read = 0; read < 5; read++) {
			assertThat(a.get("/products/1").body()).contains("\"sku\":\"SKU-00001\"");
		}
		assertThat(b.get("/products/1")).isEqualTo(a.get("/products/1"));

		CacheStatistics afterA = a.statistics("product");
		assertThat(afterA.loads() - beforeA.loads()).isEqualTo(1);
		assertThat(afterA.level1Hits() - beforeA.level1Hits()).isEqualTo(5);
		CacheStatistics afterB = b.statistics("product");
		assertThat(afterB.loads() - beforeB.loads()).isZero();
		assertThat(afterB.level2Hits() - beforeB.level2Hits()).isEqualTo(1);
	}

	@Test
	void bulkReadLoadsOnlyWhatIsMissing() {
		a.get("/products/11");
		CacheStatistics before = a.statistics("product");

		Answer answer = a.get("/products?ids=13,11,12,99999");

		assertThat(answer.body()).containsSubsequence("\"id\":13", "\"id\":11", "\"id\":12").doesNotContain("99999");
		CacheStatistics after = a.statistics("product");
		assertThat(after.level1Hits() - before.level1Hits()).isEqualTo(1);
		assertThat(after.misses() - before.misses()).isEqualTo(3);
	}

	@Test
	void updateOnOneInstanceIsSeenOnTheOther() {
		a.get("/products/21");
		b.get("/products/21");

		assertThat(a.put("/products/21/price?price=12.50").status()).isEqualTo(200);

		assertThat(a.get("/products/21").body()).contains("\"price\":12.50");
		await().atMost(SOON).untilAsserted(() -> assertThat(b.get("/products/21").body()).contains("\"price\":12.50"));
	}

	@Test
	void changedSkuIsFoundAndTheOldOneIsNot() {
		assertThat(a.get("/products/by-sku/SKU-00031").status()).isEqualTo(200);
		assertThat(b.get("/products/by-sku/SKU-00031").status()).isEqualTo(200);
		assertThat(b.get("/products/by-sku/SKU-31-NEW").status()).isEqualTo(404);

		assertThat(a.put("/products/31/sku?sku=SKU-31-NEW").status()).isEqualTo(200);

		assertThat(a.get("/products/by-sku/SKU-00031").status()).isEqualTo(404);
		assertThat(a.get("/products/by-sku/SKU-31-NEW").body()).contains("\"id\":31");
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(b.get("/products/by-sku/SKU-00031").status()).isEqualTo(404);
			assertThat(b.get("/products/by-sku/SKU-31-NEW").body()).contains("\"id\":31");
			assertThat(b.get("/products/by-barcode/4000000000031").body()).contains("SKU-31-NEW");
		});
	}

	@Test
	void rolledBackPriceIsSeenNowhere() {
		Answer before = a.get("/products/41");
		b.get("/products/41");

		assertThat(a.post("/products/41/price-then-fail?price=0.01").status()).isEqualTo(409);

		assertThat(a.get("/products/41")).isEqualTo(before);
		assertThat(b.get("/products/41")).isEqualTo(before);
	}

	@Test
	void bulkUpdateIsSeenOnBothInstances() {
		// Products 52 and 53 are of different categories.
		String changed = a.get("/products/52").body();
		String kept = a.get("/products/53").body();
		b.get("/products?ids=52,53");
		assertThat(changed).contains("\"price\":61.99", "GARDEN");
		assertThat(kept).contains("\"price\":62.99", "KITCHEN");

		assertThat(a.post("/products/price-change?category=GARDEN&percent=10").body()).isEqualTo("{\"changed\":2000}");

		assertThat(a.get("/products/52").body()).contains("\"price\":68.19");
		await().atMost(SOON).untilAsserted(() -> assertThat(b.get("/products/52").body()).contains("\"price\":68.19"));
		assertThat(a.get("/products/53").body()).isEqualTo(kept);
		assertThat(b.get("/products/53").body()).isEqualTo(kept);
	}

	@Test
	void deletedProductIsGoneByEveryKey() {
		for (ShopInstance instance : new ShopInstance[] { a, b }) {
			assertThat(instance.get("/products/61").status()).isEqualTo(200);
			assertThat(instance.get("/products/by-sku/SKU-00061").status()).isEqualTo(200);
			assertThat(instance.get("/products/by-barcode/4000000000061").status()).isEqualTo(200);
		}

		assertThat(a.delete("/products/61").status()).isEqualTo(204);

		assertThatProduct61IsGone(a);
		await().atMost(SOON).untilAsserted(() -> assertThatProduct61IsGone(b));
	}

	private static void assertThatProduct61IsGone(ShopInstance instance) {
		assertThat(instance.get("/products/61").status()).isEqualTo(404);
		assertThat(instance.get("/products/by-sku/SKU-00061").status()).isEqualTo(404);
		assertThat(instance.get("/products/by-barcode/4000000000061").status()).isEqualTo(404);
	}

	@Test
	void createdProductIsFoundWhereItsAbsenceWasRemembered() {
		assertThat(a.get("/products/by-sku/SKU-NEW").status()).isEqualTo(404);
		assertThat(b.get("/products/by-sku/SKU-NEW").status()).isEqualTo(404);

		Answer created = a.post("/products", """
				{"sku": "SKU-NEW", "barcode": "5000000000001", "name": "Gale Chair", "price": 49.00,
				 "category": "TOOLS"}""");

		assertThat(created.status()).isEqualTo(201);
		assertThat(a.get("/products/by-sku/SKU-NEW").body()).isEqualTo(created.body());
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(b.get("/products/by-sku/SKU-NEW").body()).isEqualTo(created.body()));
	}

	@Test
	void customerMovesOnBothInstances() {
		assertThat(a.get("/customers/by-email/customer7@example.org").body()).contains("7 Main Street");
		assertThat(b.get("/customers/by-email/customer7@example.org").body()).contains("7 Main Street");

		assertThat(a.put("/customers/7/address", """
				{"street": "1 Side Street", "postalCode": "20000", "city": "Shelbyville"}""").status()).isEqualTo(200);

		assertThat(a.get("/customers/7").body()).contains("1 Side Street");
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(b.get("/customers/by-email/customer7@example.org").body())
				.contains("1 Side Street", "Shelbyville"));
	}

	@Test
	void orderKeepsItsLinesAndCustomerInBothLevels() {
		String placed = a.post("/orders",
				"""
						{"customerId": 8, "items": [{"sku": "SKU-00081", "quantity": 2}, {"sku": "SKU-00082", "quantity": 1}]}""")
			.body();
		String path = "/orders/" + placed.substring("{\"id\":\"".length(), "{\"id\":\"".length() + 36);
		CacheStatistics before = b.statistics("purchase-order");

		assertThat(a.get(path).body()).isEqualTo(placed);
		assertThat(a.get(path).body()).isEqualTo(placed);
		assertThat(b.get(path).body()).isEqualTo(placed)
			.contains("\"customerId\":8")
			.containsSubsequence("SKU-00081", "SKU-00082");
		assertThat(b.statistics("purchase-order").loads() - before.loads()).isZero();

		assertThat(a.put(path + "/shipment").status()).isEqualTo(200);

		assertThat(a.get(path).body()).contains("SHIPPED");
		await().atMost(SOON).untilAsserted(() -> assertThat(b.get(path).body()).contains("SHIPPED"));
	}

}
