/**
 * Puts the shards of a run together: finds their folders, refuses those that do not belong together, and makes of their raw
 * rows the run that would have been measured without shards.
 */
@NullMarked
package org.adaptationlab.run.merge;

import org.jspecify.annotations.NullMarked;
