package io.entitycache.entities;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.entitycache.CacheSnapshots;
import io.entitycache.EntityCache;
import io.entitycache.ImportResult;
import io.entitycache.SnapshotException;
import io.entitycache.SnapshotExpiry;
import io.entitycache.SnapshotTrust;
import io.entitycache.shop.Item;
import io.entitycache.shop.Shelf;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests export, import and preload on a real database and a real Redis. */
class EntityCacheSnapshotTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final EntityCache<Item, Long> items = this.one.items();

	private final CacheSnapshots<Item> snapshots = this.items.snapshots();

	@Test
	void exportHasAHeaderALinePerEntityAndAnEnd() {
		cached(3);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();

		assertThat(lines).hasSize(5);
		assertThat(lines.get(0)).startsWith("{\"snapshot\":1,\"cache\":\"item\",\"entity\":")
			.contains("\"schema\":\"", "\"expiry\":false");
		assertThat(lines.get(1)).contains("\"values\":{", "\"price\":1").doesNotContain("expiresAt");
		assertThat(lines.get(4)).isEqualTo("{\"end\":3}");
	}

	@Test
	void linesAreMadeOneByOneWhenTheyAreAskedFor() {
		cached(200);
		long whole = allocated(() -> this.snapshots.export(SnapshotExpiry.WITHOUT).forEach((line) -> {
		}));

		assertThat(allocated(() -> firstEntity(this.snapshots.export(SnapshotExpiry.WITHOUT)))).isLessThan(whole / 2);
		assertThat(allocated(() -> firstEntity(this.one.caches().export(SnapshotExpiry.WITHOUT))))
			.isLessThan(whole / 2);
		// As it would be if the lines were flat-mapped.
		assertThat(allocated(
				() -> firstEntity(Stream.of(this.snapshots).flatMap((each) -> each.export(SnapshotExpiry.WITHOUT)))))
			.isGreaterThan(whole / 2);
	}

	private static void firstEntity(Stream<String> lines) {
		Iterator<String> iterator = lines.iterator();
		while (!iterator.next().contains("\"values\"")) {
			assertThat(iterator).hasNext();
		}
	}

	private static long allocated(Runnable action) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		action.run();
		long before = threads.getCurrentThreadAllocatedBytes();
		action.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	@Test
	void unchangedSnapshotIsImportedWithoutAQuery() {
		List<Long> ids = cached(3);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();
		empty();
		long loads = this.items.statistics().loads();
		ImportResult result = this.snapshots.importFrom(lines.stream(), SnapshotTrust.UNCHANGED);

		assertThat(result.admitted()).isEqualTo(3);
		assertThat(this.items.statistics().loads()).isEqualTo(loads);
		ids.forEach(
				(id) -> assertThat(this.items.findById(id)).get().extracting(Item::getSku).isEqualTo(TwoNodes.sku(id)));
		assertThat(this.items.statistics().loads()).isEqualTo(loads);
	}

	@ParameterizedTest
	@EnumSource
	void everyLineHasOneOutcomeThoughSeveralHaveOneId(SnapshotTrust trust) {
		cached(3);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();
		empty();
		List<String> repeated = new ArrayList<>();
		repeated.add(lines.get(0));
		for (int i = 0; i < 7; i++) {
			repeated.addAll(lines.subList(1, 4));
			repeated.add(lines.get(1));
		}
		repeated.add("{\"end\":28}");

		ImportResult result = this.snapshots.importFrom(repeated.stream(), trust);

		assertThat(result).isEqualTo(new ImportResult("item", 28, 28, 0, 0, 0, 0));
	}

	@Test
	void failureRepeatsLittleOfALine() {
		String huge = "y".repeat(100_000);
		cached(1);
		String header = this.snapshots.export(SnapshotExpiry.WITHOUT).findFirst().orElseThrow();
		for (String line : List.of("{\"snapshot\":\"" + huge + "\"}", header.replace("\"item\"", '"' + huge + '"'),
				header.replaceFirst("\"entity\":\"[^\"]*", "\"entity\":\"" + huge),
				header.replaceFirst("\"schema\":\"[^\"]*", "\"schema\":\"" + huge),
				header + "\n{\"end\":\"" + huge + "\"}")) {
			for (ThrowingCallable read : List.<ThrowingCallable>of(
					() -> this.snapshots.importFrom(line.lines(), SnapshotTrust.VERIFY),
					() -> this.one.caches().importFrom(line.lines(), SnapshotTrust.VERIFY))) {
				assertThatExceptionOfType(SnapshotException.class).isThrownBy(read)
					.satisfies((failure) -> assertThat(failure.getMessage()).contains("yyyy").hasSizeLessThan(600));
			}
		}
	}

	@Test
	void rowThatWasChangedSinceTheExportComesFromTheDatabase() {
		List<Long> ids = cached(2);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();
		this.nodes.two().price(ids.get(0), 77);
		this.nodes.awaitCaughtUp();
		empty();
		ImportResult result = this.snapshots.importFrom(lines.stream(), SnapshotTrust.VERIFY);

		assertThat(result.admitted()).isOne();
		assertThat(result.outdated()).isOne();
		assertThat(this.items.peek(ids.get(0)).value()).get().extracting(Item::getPrice).isEqualTo(77);
		assertThat(this.items.contains(ids.get(1))).isTrue();
	}

	@Test
	void trustIsWhatMakesTheDifference() {
		long id = cached(1).get(0);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();
		this.one.price(id, 77);
		empty();
		this.snapshots.importFrom(lines.stream(), SnapshotTrust.UNCHANGED);

		assertThat(this.items.peek(id).value()).get().extracting(Item::getPrice).isEqualTo(1);
		this.items.evict(id);
	}

	@Test
	void changeDuringTheImportIsNotOverwritten() {
		List<Long> ids = cached(2);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();
		empty();
		AtomicInteger line = new AtomicInteger();
		ImportResult result = this.snapshots.importFrom(lines.stream().peek((text) -> {
			if (line.incrementAndGet() == 3) {
				this.one.price(ids.get(0), 77);
			}
		}), SnapshotTrust.UNCHANGED);

		assertThat(result.admitted()).isOne();
		assertThat(result.refused()).isOne();
		assertThat(this.items.findById(ids.get(0))).get().extracting(Item::getPrice).isEqualTo(77);
		assertThat(this.nodes.two().items().findById(ids.get(0))).get().extracting(Item::getPrice).isEqualTo(77);
	}

	@Test
	void expiredEntriesAreLeftOutAndOthersKeepTheirEnd() {
		List<Long> ids = cached(2);
		List<String> lines = new ArrayList<>(this.snapshots.export(SnapshotExpiry.WITH).toList());
		assertThat(lines.get(1)).contains("\"expiresAt\":\"");
		lines.set(1, lines.get(1).replaceAll("\"expiresAt\":\"[^\"]*\"", "\"expiresAt\":\"2001-01-01T00:00:00Z\""));
		lines.set(2, lines.get(2)
			.replaceAll("\"expiresAt\":\"[^\"]*\"", "\"expiresAt\":\"" + Instant.now().plusSeconds(100) + '"'));
		empty();
		ImportResult result = this.snapshots.importFrom(lines.stream(), SnapshotTrust.UNCHANGED);

		assertThat(result.expired()).isOne();
		assertThat(result.admitted()).isOne();
		Duration left = ids.stream()
			.map((id) -> this.items.freshness(id).timeToLive())
			.filter((time) -> time != null)
			.findFirst()
			.orElseThrow();
		assertThat(left).isLessThanOrEqualTo(Duration.ofSeconds(100));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { //
			"1 | {\"id\":\"1\"} | 1 | header is missing", //
			"1 | nonsense | 1 | not JSON", //
			"2 | [] | 2 | not a JSON object", //
			"2 | {\"id\":\"1\",\"state\":\"!\"} | 2 | not in Base64", //
			"2 | {\"id\":\"1\",\"state\":\"AAAA\"} | 2 | ", //
			"2 | {\"state\":\"AAAA\"} | 2 | 'id' has to be a text", //
			"2 | {\"id\":\"1\",\"expiresAt\":null,\"state\":\"AAAA\"} | 2 | 'expiresAt' is there", //
			"3 | {\"end\":7} | 3 | tells of 7" })
	void wrongLineIsNamed(int number, String text, long line, String reason) {
		cached(1);
		List<String> lines = new ArrayList<>(this.snapshots.export(SnapshotExpiry.WITHOUT).toList());
		lines.set(number - 1, text);

		assertThatExceptionOfType(SnapshotException.class)
			.isThrownBy(() -> this.snapshots.importFrom(lines.stream(), SnapshotTrust.VERIFY))
			.withMessageContaining("Line " + line)
			.withMessageContaining((reason != null) ? reason : "")
			.satisfies((failure) -> assertThat(failure.line()).isEqualTo(line));
	}

	@Test
	void snapshotThatIsNotWholeOrNotOfThisEntityIsRefused() {
		cached(1);
		List<String> lines = this.snapshots.export(SnapshotExpiry.WITHOUT).toList();

		assertThatExceptionOfType(SnapshotException.class)
			.isThrownBy(() -> this.snapshots.importFrom(lines.stream().limit(2), SnapshotTrust.VERIFY))
			.withMessageContaining("not whole");
		assertThatExceptionOfType(SnapshotException.class)
			.isThrownBy(() -> this.one.notes().snapshots().importFrom(lines.stream(), SnapshotTrust.VERIFY))
			.withMessageContaining("It is of the cache 'item', and this is 'note'");
		assertThatExceptionOfType(SnapshotException.class).isThrownBy(() -> this.snapshots.importFrom(
				lines.stream().map((line) -> line.replaceAll("\"schema\":\"[^\"]*\"", "\"schema\":\"0\"")),
				SnapshotTrust.VERIFY))
			.withMessageContaining("has other attributes now");
		assertThatExceptionOfType(SnapshotException.class)
			.isThrownBy(() -> this.one.caches()
				.importFrom(lines.stream().map((line) -> line.replace("\"cache\":\"item\"", "\"cache\":\"itme\"")),
						SnapshotTrust.VERIFY))
			.withMessageContaining(this.one.caches().names().toString());
	}

	@Test
	void allCachesAreExportedAndImportedTogether() {
		long id = cached(1).get(0);
		List<String> lines = this.one.caches().export(SnapshotExpiry.WITH).toList();
		empty();
		List<ImportResult> results = this.one.caches().importFrom(lines.stream(), SnapshotTrust.UNCHANGED);

		assertThat(results).extracting(ImportResult::cache).containsExactlyElementsOf(this.one.caches().names());
		assertThat(this.items.contains(id)).isTrue();
	}

	@Test
	void rowsAreTakenInAsTheSourceReadsThem() {
		List<Long> ids = this.nodes.newItems(3, 5);
		empty();
		long loads = this.items.statistics().loads();
		ImportResult result = this.snapshots.preload(() -> this.one.repository().findAllById(ids).stream());

		assertThat(result.admitted()).isEqualTo(3);
		ids.forEach((id) -> assertThat(this.items.findById(id)).isPresent());
		assertThat(this.items.statistics().loads()).isEqualTo(loads);
	}

	@Test
	void changeAfterTheSourceHasReadIsNotOverwritten() {
		long id = this.nodes.newItem(5);
		empty();
		ImportResult result = this.snapshots.preload(() -> {
			List<Item> read = this.one.repository().findAllById(List.of(id));
			this.nodes.two().price(id, 6);
			this.one.awaitCaughtUp();
			return read.stream();
		});

		assertThat(result.refused()).isOne();
		assertThat(this.items.findById(id)).get().extracting(Item::getPrice).isEqualTo(6);
	}

	@Test
	void noMoreThanTheMaximumSizeIsTakenIn() {
		ImportResult result = this.one.shelves().snapshots().preload(Stream::empty);
		assertThat(result.offered()).isZero();
		this.one.commit((entityManager) -> {
			for (int i = 0; i < 8; i++) {
				entityManager.persist(new Shelf(new Shelf.Place("preload", i), "a"));
			}
		});
		List<Shelf> shelves = this.one.transactions()
			.execute((status) -> this.one.entityManager()
				.createQuery("select s from Shelf s", Shelf.class)
				.getResultList());
		ImportResult all = this.one.shelves().snapshots().preload(shelves::stream);

		assertThat(all.offered()).isGreaterThanOrEqualTo(8);
		assertThat(all.beyond()).isEqualTo(all.offered() - 5);
	}

	@Test
	void nothingIsTakenInInsideATransactionThatMayWrite() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.one.commit((entityManager) -> this.snapshots.preload(Stream::empty)));
	}

	private List<Long> cached(int count) {
		List<Long> ids = this.nodes.newItems(count, 1);
		this.items.findAllById(ids);
		return ids;
	}

	private void empty() {
		this.items.clear();
		this.nodes.awaitCaughtUp();
	}

}
