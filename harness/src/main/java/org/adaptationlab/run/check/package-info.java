/** Checks before anything runs: those of a machine that lab doctor shows, and how long training examples are. */
@NullMarked
package org.adaptationlab.run.check;

import org.jspecify.annotations.NullMarked;
