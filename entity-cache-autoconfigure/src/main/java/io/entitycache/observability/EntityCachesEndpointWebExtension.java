package io.entitycache.observability;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.entitycache.EntityCaches;
import io.entitycache.SnapshotException;
import io.entitycache.SnapshotTrust;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeTypeUtils;
import org.springframework.util.StringUtils;

/**
 * What the endpoint is over HTTP, where it is known who asks, lines can be streamed, and
 * what is wrong with a request is told in its answer.
 */
@EndpointWebExtension(endpoint = EntityCachesEndpoint.class)
public final class EntityCachesEndpointWebExtension {

	private static final String JSON_LINES = "application/x-ndjson";

	private static final int FORBIDDEN = 403;

	/** How much of a request an answer repeats, in characters. */
	private static final int LONGEST_QUOTE = 200;

	private final EntityCachesEndpoint endpoint;

	private final EntityCaches caches;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Creates a new instance.
	 * @param endpoint the endpoint
	 * @param caches the caches
	 * @param showValues to whom the values of an entity are shown
	 * @param roles who counts as authorized, if that matters; none for everybody who is
	 * authenticated
	 */
	public EntityCachesEndpointWebExtension(EntityCachesEndpoint endpoint, EntityCaches caches, Show showValues,
			Set<String> roles) {
		this.endpoint = endpoint;
		this.caches = caches;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/** As {@link EntityCachesEndpoint#cache}. */
	@ReadOperation
	public WebEndpointResponse<Object> cache(@Selector String cache) {
		return answer(cache, () -> this.endpoint.cache(cache));
	}

	/** As {@link EntityCachesEndpoint#entry}. */
	@ReadOperation
	public WebEndpointResponse<Object> entry(SecurityContext securityContext, @Selector String cache,
			@Selector String key, @Nullable String attribute) {
		return answer(cache, () -> this.endpoint.entry(cache, key, attribute, isShown(securityContext)));
	}

	/** A cache as JSON lines, for whom values are shown. */
	@ReadOperation(produces = JSON_LINES)
	public WebEndpointResponse<Resource> export(SecurityContext securityContext, @Selector String cache,
			@Nullable Boolean expiry) {
		if (!this.caches.contains(cache)) {
			return new WebEndpointResponse<>(new ByteArrayResource(unknown(cache).getBytes(StandardCharsets.UTF_8)),
					WebEndpointResponse.STATUS_NOT_FOUND, MimeTypeUtils.TEXT_PLAIN);
		}
		return lines(securityContext, cache, expiry);
	}

	/** Every cache as JSON lines, one after another, for whom values are shown. */
	@ReadOperation(produces = JSON_LINES)
	public WebEndpointResponse<Resource> exportAll(SecurityContext securityContext, @Nullable Boolean expiry) {
		return lines(securityContext, null, expiry);
	}

	private WebEndpointResponse<Resource> lines(SecurityContext securityContext, @Nullable String cache,
			@Nullable Boolean expiry) {
		if (!isShown(securityContext)) {
			return new WebEndpointResponse<>(FORBIDDEN);
		}
		LineStream bytes = new LineStream(this.endpoint.export(cache, expiry).iterator());
		return new WebEndpointResponse<>(new InputStreamResource(bytes));
	}

	/** As {@link EntityCachesEndpoint#load}. */
	@WriteOperation
	public WebEndpointResponse<Object> load(@Selector String cache, EntityCachesEndpoint.Load what) {
		return answer(cache, () -> this.endpoint.load(cache, what));
	}

	/** As {@link EntityCachesEndpoint#importLines}. */
	@WriteOperation
	public WebEndpointResponse<Object> importLines(String lines, @Nullable SnapshotTrust trust) {
		return answer(() -> this.endpoint.importLines(lines, trust));
	}

	/** As {@link EntityCachesEndpoint#clear}. */
	@DeleteOperation
	public WebEndpointResponse<Object> clear(@Selector String cache) {
		return answer(cache, () -> this.endpoint.clear(cache));
	}

	/** As {@link EntityCachesEndpoint#evict}. */
	@DeleteOperation
	public WebEndpointResponse<Object> evict(@Selector String cache, @Selector String key, @Nullable String attribute) {
		return answer(cache, () -> this.endpoint.evict(cache, key, attribute));
	}

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

	private WebEndpointResponse<Object> answer(String cache, Supplier<? extends @Nullable Object> operation) {
		return this.caches.contains(cache) ? answer(operation)
				: new WebEndpointResponse<>(Map.of("error", unknown(cache)), WebEndpointResponse.STATUS_NOT_FOUND);
	}

	// These say what was wrong with the request, without a value of an entity.
	private static WebEndpointResponse<Object> answer(Supplier<? extends @Nullable Object> operation) {
		try {
			Object answer = operation.get();
			return (answer != null) ? new WebEndpointResponse<>(answer)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
		}
		catch (SnapshotException | IllegalArgumentException ex) {
			return new WebEndpointResponse<>(Map.of("error", String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

	private String unknown(String cache) {
		return "There is no entity cache '%s'; there are %s".formatted(StringUtils.truncate(cache, LONGEST_QUOTE),
				this.caches.names());
	}

}
