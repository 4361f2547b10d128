/**
 * What the pages under docs say, compared with the code.
 */
@NullMarked
package io.entitycache.docs;

import org.jspecify.annotations.NullMarked;
