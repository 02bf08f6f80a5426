/**
 * Baseline against contender, from result files alone: reads both as streams, keeps numbers per mode and example, pairs
 * them, and says what differs, how sure that is, and whether a gate on it passes. Knows result, measure and report, and
 * nothing of models.
 */
@NullMarked
package org.adaptationlab.compare;

import org.jspecify.annotations.NullMarked;
