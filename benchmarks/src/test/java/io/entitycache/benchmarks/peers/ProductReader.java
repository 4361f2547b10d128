package io.entitycache.benchmarks.peers;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.entitycache.benchmarks.shop.Catalog;
import org.jspecify.annotations.Nullable;

/**
 * A way to read products that is ready to be measured. Rows are named by their index in
 * the {@link Catalog}, so that each reader asks with the key it needs.
 */
public interface ProductReader extends AutoCloseable {

	/** The product, in the form in which this reader has it. */
	@Nullable Object read(int row);

	/** Has every row where this reader looks first. */
	void fill();

	/** Several products at once. */
	default Object readAll(List<Long> ids) {
		throw new UnsupportedOperationException("%s does not read in bulk".formatted(this));
	}

	/**
	 * Compares an answer with the row.
	 * @throws IllegalStateException if it is not that product
	 */
	default void verify(Long id, @Nullable Object answer) {
		Catalog.verify(id, answer);
	}

	/**
	 * Compares an answer of {@link #readAll} with the rows.
	 * @throws IllegalStateException if one is missing or wrong
	 */
	default void verifyAll(List<Long> ids, Object answer) {
		if (answer instanceof Map<?, ?> byId) {
			ids.forEach((id) -> verify(id, byId.get(id)));
		}
		else {
			List<?> inOrder = List.copyOf((Collection<?>) answer);
			for (int i = 0; i < ids.size(); i++) {
				verify(ids.get(i), inOrder.get(i));
			}
		}
	}

	/**
	 * Makes sure that no read since {@link #fill} went further than it was meant to.
	 * @throws IllegalStateException if one did
	 */
	default void verifyHits() {
	}

	/** Forgets everything, so that the next read finds nothing cached. */
	default void forget() {
		throw new UnsupportedOperationException("%s does not forget".formatted(this));
	}

	@Override
	default void close() {
	}

}
