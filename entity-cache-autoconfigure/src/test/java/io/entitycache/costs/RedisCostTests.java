package io.entitycache.costs;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many commands an operation sends to Redis. Each bound is shown to be one by
 * something that breaks it.
 */
class RedisCostTests {

	private static final int ROWS = 300;

	private static final List<Long> ALL = LongStream.rangeClosed(1, ROWS).boxed().toList();

	private static final List<Long> HUNDRED = ALL.subList(0, 100);

	private static CostsNode node;

	@BeforeAll
	static void startNode() {
		node = CostsNode.start();
		node.commit((entityManager) -> ALL.forEach((id) -> {
			entityManager.persist(new Gadget(id, "gadget-" + id, 1, true));
			entityManager.persist(new Coin(id, "coin-" + id, 1, true));
			entityManager.persist(new Bolt(id, "bolt-" + id, 1, true));
			entityManager.persist(new Memo(id, "memo-" + id, 1, true));
		}));
		// From now on the server knows every script.
		node.gadgets().findAllById(ALL);
		node.bolts().findAllById(ALL);
		changeGadget(1);
		changeBolt(1);
		node.awaitCaughtUp();
		node.awaitCheck();
		node.gadgets().findById(1L);
		node.bolts().findById(1L);
	}

	@AfterAll
	static void stopNode() {
		node.close();
	}

	@BeforeEach
	void awaitCaughtUp() {
		node.awaitCaughtUp();
	}

	@Test
	void hitOfLevel1SendsNothing() {
		node.gadgets().findAllById(HUNDRED);
		node.gadgets().findBy("sku", "gadget-2");

		assertThat(node.costsOf(() -> {
			HUNDRED.forEach((id) -> assertThat(node.gadgets().findById(id)).isPresent());
			assertThat(node.gadgets().findAllById(HUNDRED)).hasSize(100);
			assertThat(node.gadgets().findBy("sku", "gadget-2")).isPresent();
		}).sent()).isZero();
		// The control.
		assertThat(node.costsOf(() -> node.bolts().findById(2L)).sent()).isPositive();
	}

	@Test
	void hitOfLevel2SendsOneCommand() {
		node.bolts().findById(3L);

		RedisCosts costs = node.costsOf(() -> assertThat(node.bolts().findById(3L)).isPresent());
		assertThat(costs.sent()).as("%s", costs).isEqualTo(1);
		// The control.
		changeBolt(3);
		assertThat(node.costsOf(() -> node.bolts().findById(3L)).sent()).isGreaterThan(1);
	}

	@Test
	void bulkOfHitsOfLevel2SendsOneCommand() {
		node.bolts().findAllById(HUNDRED);

		RedisCosts costs = node.costsOf(() -> assertThat(node.bolts().findAllById(HUNDRED)).hasSize(100));
		assertThat(costs.sent()).as("%s", costs).isEqualTo(1);
		// The control.
		assertThat(node.costsOf(() -> HUNDRED.forEach((id) -> node.bolts().findById(id))).sent()).isEqualTo(100);
	}

	@Test
	void missAsksReservesAndFills() {
		node.forgetBolts();

		RedisCosts costs = node.costsOf(() -> assertThat(node.bolts().findById(150L)).isPresent());
		assertThat(costs.sent()).as("%s", costs).isEqualTo(3);
		assertThat(costs.counts().of("set")).isEqualTo(1);
		// The control.
		assertThat(node.costsOf(() -> node.bolts().findById(150L)).sent()).isLessThan(3);
	}

	@Test
	void bulkOfMissesSendsAsMuchAsOneMiss() {
		node.forgetBolts();
		RedisCosts costs = node.costsOf(() -> assertThat(node.bolts().findAllById(HUNDRED)).hasSize(100));

		assertThat(costs.sent()).as("%s", costs).isEqualTo(3);
		assertThat(costs.counts().of("set")).isEqualTo(100);
		// The control.
		node.forgetBolts();
		RedisCosts oneByOne = node.costsOf(() -> HUNDRED.forEach((id) -> node.bolts().findById(id)));
		assertThat(oneByOne.sent()).as("%s", oneByOne).isGreaterThanOrEqualTo(300);
	}

	@Test
	void missUnderALeaseSendsNoMore() {
		node.forget(node.coins());
		RedisCosts one = node.costsOf(() -> assertThat(node.coins().findById(150L)).isPresent());
		RedisCosts bulk = node.costsOf(() -> assertThat(node.coins().findAllById(HUNDRED)).hasSize(100));

		assertThat(one.sent()).as("%s", one).isEqualTo(3);
		assertThat(one.counts().of("set")).as("the lease and the entry").isEqualTo(2);
		assertThat(bulk.sent()).as("%s", bulk).isEqualTo(3);
		assertThat(bulk.counts().of("set")).isEqualTo(200);
	}

	@Test
	void scriptsOfALargeBulkAreBounded() {
		node.forgetBolts();

		RedisCosts costs = node.costsOf(() -> assertThat(node.bolts().findAllById(ALL)).hasSize(ROWS));
		assertThat(costs.sent()).as("%s", costs).isEqualTo(1 + 2 + 2);
		assertThat(costs.counts().of("set")).isEqualTo(ROWS);
	}

	@Test
	void strictCommitSendsTwoCommands() {
		RedisCosts costs = node.costsOf(() -> changeGadget(4));

		assertThat(costs.sent()).as("%s", costs).isEqualTo(2);
		assertThat(costs.counts().of("publish")).isEqualTo(2);
		// The control.
		assertThat(node.costsOf(() -> {
			changeGadget(5);
			changeGadget(6);
		}).sent()).isEqualTo(4);
	}

	@Test
	void commitThatChangesMuchSendsNoMore() {
		RedisCosts costs = node.costsOf(() -> node
			.commit((entityManager) -> HUNDRED.forEach((id) -> change(entityManager.find(Gadget.class, id)))));

		assertThat(costs.sent()).as("%s", costs).isEqualTo(2);
	}

	@Test
	void commitWithoutAPendingMarkSendsOneCommand() {
		RedisCosts costs = node.costsOf(() -> changeBolt(7));

		assertThat(costs.sent()).as("%s", costs).isEqualTo(1);
		assertThat(costs.counts().of("publish")).isEqualTo(1);
		// The control.
		assertThat(node.costsOf(() -> changeGadget(7)).sent()).isGreaterThan(1);
	}

	@Test
	void transactionThatChangesNothingCachedSendsNothing() {
		RedisCosts costs = node.costsOf(() -> {
			node.commit((entityManager) -> change(entityManager.find(Memo.class, 1L)));
			node.commit((entityManager) -> entityManager.find(Gadget.class, 1L));
			node.read((entityManager) -> entityManager.find(Gadget.class, 1L));
		});

		assertThat(costs.sent()).as("%s", costs).isZero();
		// The control.
		assertThat(node.costsOf(() -> changeGadget(8)).sent()).isPositive();
	}

	private static void changeGadget(long id) {
		node.commit((entityManager) -> change(entityManager.find(Gadget.class, id)));
	}

	private static void changeBolt(long id) {
		node.commit((entityManager) -> change(entityManager.find(Bolt.class, id)));
	}

	private static void change(Article article) {
		article.setStock(article.getStock() + 1);
	}

}
