/** Finds, verifies and caches model weights by the catalogue, and the files of public data sets by theirs. */
@NullMarked
package org.adaptationlab.model.store;

import org.jspecify.annotations.NullMarked;
