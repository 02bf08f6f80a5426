/**
 * What follows from the rows of a run: a summary for each mode, pairs of modes, further metrics, prices and the
 * decision.
 */
@NullMarked
package org.adaptationlab.result.summary;

import org.jspecify.annotations.NullMarked;
