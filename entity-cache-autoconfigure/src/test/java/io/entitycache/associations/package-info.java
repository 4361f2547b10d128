/** A veterinary clinic whose entities refer to each other in every way. */
@NullMarked
package io.entitycache.associations;

import org.jspecify.annotations.NullMarked;
