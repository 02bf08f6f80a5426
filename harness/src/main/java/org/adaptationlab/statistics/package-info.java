/**
 * Intervals, tests, resampling and detectable effects: pure functions on numbers, which know nothing of models, labs
 * or files. Input: scores by adapter and example ({@link org.adaptationlab.statistics.ScoreTable}), made into a {@link
 * org.adaptationlab.statistics.Sample}, which chooses the methods; output: estimates with intervals, p values, verdicts.
 */
@NullMarked
package org.adaptationlab.statistics;

import org.jspecify.annotations.NullMarked;
