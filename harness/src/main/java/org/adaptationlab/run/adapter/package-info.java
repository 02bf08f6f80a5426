/** Adapters of a run: where they come from and how they are made ready. */
@NullMarked
package org.adaptationlab.run.adapter;

import org.jspecify.annotations.NullMarked;
