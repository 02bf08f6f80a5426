/** What leaves the harness: training examples for an outside trainer, the winning mode for a server. */
@NullMarked
package org.adaptationlab.run.export;

import org.jspecify.annotations.NullMarked;
