/**
 * Is this answer right? Scorers by task, the metrics they speak of, and what follows from many judgements: confusion,
 * refusals, ranks of gold documents. Knows tasks, and statistics for its intervals; nothing of runs.
 */
@NullMarked
package org.adaptationlab.score;

import org.jspecify.annotations.NullMarked;
