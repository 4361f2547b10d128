/**
 * What callers see who read inside transactions of their own: of some isolation, and with
 * a connection out of a pool that others need, too.
 */
@NullMarked
package io.entitycache.transactions;

import org.jspecify.annotations.NullMarked;
