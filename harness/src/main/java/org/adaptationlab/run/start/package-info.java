/** What makes a run ready: which runtime, which weights, and the workbench that holds them. */
@NullMarked
package org.adaptationlab.run.start;

import org.jspecify.annotations.NullMarked;
