/**
 * Baseline against contender, from result files alone. Its rooms: side reads the two runs, finding holds what a
 * comparison says, number works it out, gate decides, format writes it. Knows result and report, and nothing of
 * models.
 */
@NullMarked
package org.adaptationlab.compare;

import org.jspecify.annotations.NullMarked;
