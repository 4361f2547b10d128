/**
 * The promises of the product, each against two nodes on a real database and a real
 * Redis, and each with a control that shows what would be seen if it were broken.
 */
@NullMarked
package io.entitycache.promises;

import org.jspecify.annotations.NullMarked;
