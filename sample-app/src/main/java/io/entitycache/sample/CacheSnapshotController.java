package io.entitycache.sample;

import java.io.BufferedReader;
import java.util.List;

import io.entitycache.EntityCaches;
import io.entitycache.ImportResult;
import io.entitycache.SnapshotException;
import io.entitycache.SnapshotTrust;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes exported caches in, line by line however many there are. What is in them is
 * looked up in the database, so that whoever sends them cannot make anything up.
 */
@RestController
@RequestMapping("/cache-snapshots")
class CacheSnapshotController {

	private final EntityCaches caches;

	CacheSnapshotController(EntityCaches caches) {
		this.caches = caches;
	}

	@PostMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
	List<ImportResult> importLines(BufferedReader lines) {
		return this.caches.importFrom(lines.lines(), SnapshotTrust.VERIFY);
	}

	@ExceptionHandler(SnapshotException.class)
	ProblemDetail wrongLine(SnapshotException failure) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, failure.getMessage());
	}

}
