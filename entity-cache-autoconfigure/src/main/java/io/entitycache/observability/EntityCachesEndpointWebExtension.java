package io.entitycache.observability;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.entitycache.EntityCaches;
import io.entitycache.SnapshotExpiry;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;

/** What the endpoint can do over HTTP alone, where it is known who asks. */
@EndpointWebExtension(endpoint = EntityCachesEndpoint.class)
public final class EntityCachesEndpointWebExtension {

	private static final String JSON_LINES = "application/x-ndjson";

	private static final int FORBIDDEN = 403;

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

	/** As {@link EntityCachesEndpoint#entry}. */
	@ReadOperation
	public WebEndpointResponse<Map<String, @Nullable Object>> entry(SecurityContext securityContext,
			@Selector String cache, @Selector String key, @Nullable String attribute) {
		Map<String, @Nullable Object> entry = this.endpoint.entry(cache, key, attribute, isShown(securityContext));
		return (entry != null) ? new WebEndpointResponse<>(entry)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	/** A cache as JSON lines, for whom values are shown. */
	@ReadOperation(produces = JSON_LINES)
	public WebEndpointResponse<Resource> export(SecurityContext securityContext, @Selector String cache,
			@Nullable Boolean expiry) {
		if (!this.caches.contains(cache)) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		if (!isShown(securityContext)) {
			return new WebEndpointResponse<>(FORBIDDEN);
		}
		SnapshotExpiry withExpiry = Boolean.TRUE.equals(expiry) ? SnapshotExpiry.WITH : SnapshotExpiry.WITHOUT;
		return new WebEndpointResponse<>(resource(this.caches.get(cache).snapshots().export(withExpiry)));
	}

	private boolean isShown(SecurityContext securityContext) {
		return this.showValues.isShown(securityContext, this.roles);
	}

	private static Resource resource(Stream<String> lines) {
		InputStream bytes = new LineStream(lines.iterator());
		return new InputStreamResource(bytes);
	}

}
