/** Finds, verifies and caches model weights by the catalogue. */
@NullMarked
package org.adaptationlab.model.store;

import org.jspecify.annotations.NullMarked;
