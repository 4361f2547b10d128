package io.entitycache.sample;

import java.time.Duration;
import java.util.List;

import io.entitycache.EntityCacheEvent;
import io.entitycache.SyncProgress;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what has happened in the caches of this instance. */
@RestController
@RequestMapping("/cache-events")
class CacheEventsController {

	private final RecentCacheEvents events;

	CacheEventsController(RecentCacheEvents events) {
		this.events = events;
	}

	@GetMapping
	List<EventView> events() {
		return this.events.all().stream().map(EventView::of).toList();
	}

	/**
	 * An event in words.
	 *
	 * @param event what has happened
	 * @param about to what, or how far it has come
	 */
	record EventView(String event, String about) {

		static EventView of(EntityCacheEvent event) {
			return new EventView(event.getClass().getSimpleName(), about(event));
		}

		private static String about(EntityCacheEvent event) {
			if (event instanceof EntityCacheEvent.OfEntry entry) {
				return "%s %s".formatted(entry.cache(), entry.key());
			}
			if (event instanceof EntityCacheEvent.Syncing syncing) {
				return about(syncing.progress());
			}
			if (event instanceof EntityCacheEvent.Synced synced) {
				return "%s: %d rows, %d changed, %d removed".formatted(synced.cache(), synced.rows(), synced.changed(),
						synced.removed());
			}
			return event.toString();
		}

		private static String about(SyncProgress progress) {
			Duration remaining = progress.remaining();
			return "%s: %d of %d rows, %.0f per second, %s to go".formatted(progress.cache(), progress.rows(),
					progress.expectedRows(), progress.rate(),
					(remaining != null) ? remaining.toMillis() + " ms" : "nobody knows how long");
		}

	}

}
