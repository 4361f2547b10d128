/**
 * Wires the entity cache into a Spring Boot application.
 */
@NullMarked
package io.entitycache.autoconfigure;

import org.jspecify.annotations.NullMarked;
