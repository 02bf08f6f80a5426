/**
 * The checks that make a run void or doubtful, with their limits, as far as they are pure functions on counts and
 * figures. Those that ask a model or a file are in run.guard.
 */
@NullMarked
package org.adaptationlab.guard;

import org.jspecify.annotations.NullMarked;
