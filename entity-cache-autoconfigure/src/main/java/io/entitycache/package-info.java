/**
 * Entity cache for Spring Boot applications that use JPA: the types an application sees.
 */
@NullMarked
package io.entitycache;

import org.jspecify.annotations.NullMarked;
