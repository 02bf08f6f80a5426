/** Baseline against contender, from result files alone. */
@NullMarked
package org.adaptationlab.compare;

import org.jspecify.annotations.NullMarked;
