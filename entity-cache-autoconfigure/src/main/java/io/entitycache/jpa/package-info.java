/**
 * Entities as attribute state, their loads, and the changes Hibernate makes.
 */
@NullMarked
package io.entitycache.jpa;

import org.jspecify.annotations.NullMarked;
