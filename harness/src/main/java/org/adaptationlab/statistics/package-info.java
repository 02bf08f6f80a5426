/**
 * Intervals, tests, resampling and detectable effects: pure functions on numbers, which know nothing of models, labs
 * or files. Input: scores by adapter and example; output: estimates with intervals, p values, verdicts.
 */
@NullMarked
package org.adaptationlab.statistics;

import org.jspecify.annotations.NullMarked;
