package io.entitycache;

import java.util.Collection;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The lines of several caches, one after another. No more than one line is in memory,
 * even if the stream is iterated over, where a flat-mapped one would hold a whole cache.
 */
final class ExportedLines extends Spliterators.AbstractSpliterator<String> {

	private final Iterator<EntityCache<?, ?>> caches;

	private final SnapshotExpiry expiry;

	private Spliterator<String> current = Spliterators.emptySpliterator();

	private ExportedLines(Iterator<EntityCache<?, ?>> caches, SnapshotExpiry expiry) {
		super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
		this.caches = caches;
		this.expiry = expiry;
	}

	static Stream<String> of(Collection<EntityCache<?, ?>> caches, SnapshotExpiry expiry) {
		return StreamSupport.stream(new ExportedLines(caches.iterator(), expiry),
				/* parallel= */ false);
	}

	@Override
	public boolean tryAdvance(Consumer<? super String> action) {
		while (!this.current.tryAdvance(action)) {
			if (!this.caches.hasNext()) {
				return false;
			}
			this.current = this.caches.next().snapshots().export(this.expiry).spliterator();
		}
		return true;
	}

}
