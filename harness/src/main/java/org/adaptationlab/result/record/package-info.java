/**
 * What was measured and what was run, as immutable records: answers, times, facts of modes, and the provenance that
 * run.json holds.
 */
@NullMarked
package org.adaptationlab.result.record;

import org.jspecify.annotations.NullMarked;
