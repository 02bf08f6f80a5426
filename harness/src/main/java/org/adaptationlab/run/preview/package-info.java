/** What a run would do, with a prediction from a few calls: lab show prints it. */
@NullMarked
package org.adaptationlab.run.preview;

import org.jspecify.annotations.NullMarked;
