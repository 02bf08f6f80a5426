/**
 * A run from its plan to its files: the one place where the rest meet. Its rooms: adapter, plan, guard, loop, export,
 * each using only those before it.
 */
@NullMarked
package org.adaptationlab.run;

import org.jspecify.annotations.NullMarked;
