package io.entitycache.sample;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCaches;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows where the answers of this instance came from. */
@RestController
@RequestMapping("/cache-statistics")
class CacheStatisticsController {

	private final EntityCaches caches;

	CacheStatisticsController(EntityCaches caches) {
		this.caches = caches;
	}

	@GetMapping("/{name}")
	StatisticsView statistics(@PathVariable String name) {
		if (!this.caches.contains(name)) {
			throw new NotFoundException("cache", "name", name);
		}
		return StatisticsView.of(this.caches.get(name).statistics());
	}

	/**
	 * The counts that the walk-through needs.
	 *
	 * @param level1Hits answers from the memory of this instance
	 * @param level2Hits answers from Redis
	 * @param misses reads that needed the database
	 * @param loads loads from the database
	 */
	record StatisticsView(long level1Hits, long level2Hits, long misses, long loads) {

		static StatisticsView of(CacheStatistics statistics) {
			return new StatisticsView(statistics.level1Hits(), statistics.level2Hits(), statistics.misses(),
					statistics.loads());
		}

	}

}
