package io.entitycache.observability;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;
import org.springframework.util.Assert;

/**
 * What the endpoint can do over JMX, where nobody knows who asks, and nothing streams.
 */
@EndpointJmxExtension(endpoint = EntityCachesEndpoint.class)
public final class EntityCachesEndpointJmxExtension {

	private final EntityCachesEndpoint endpoint;

	private final Show showValues;

	public EntityCachesEndpointJmxExtension(EntityCachesEndpoint endpoint, Show showValues) {
		this.endpoint = endpoint;
		this.showValues = showValues;
	}

	/**
	 * A cache as JSON lines, if values are shown to everybody.
	 * @param cache the cache's name, {@code null} for every cache
	 * @param expiry whether the lines say how long they are fresh
	 * @throws IllegalStateException if values are not shown, or the lines have more than
	 * 10,000,000 characters
	 */
	@ReadOperation
	public String export(@Nullable String cache, @Nullable Boolean expiry) {
		Assert.state(this.showValues == Show.ALWAYS, "Values are not shown; 'show-values' can allow it");
		StringBuilder text = new StringBuilder();
		Iterator<String> lines = this.endpoint.export(cache, expiry).iterator();
		while (lines.hasNext()) {
			text.append(lines.next()).append('\n');
			Assert.state(text.length() <= EntityCachesEndpoint.MOST_CHARACTERS,
					"That is too much for JMX; over HTTP it is streamed");
		}
		return text.toString();
	}

}
