package io.entitycache.autoconfigure;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code management.endpoint.entitycaches.*} may say beside what every endpoint has.
 *
 * @param showValues When to show the values of entities.
 * @param roles Roles of the users who may see the values if they have to be authorized.
 * Without any, everybody who is authenticated may.
 */
@ConfigurationProperties("management.endpoint.entitycaches")
public record EntityCachesEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {
}
