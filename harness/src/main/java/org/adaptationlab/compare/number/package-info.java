/** Works out the differences of two runs: quality, times, cost, flipped examples, provenance. */
@NullMarked
package org.adaptationlab.compare.number;

import org.jspecify.annotations.NullMarked;
