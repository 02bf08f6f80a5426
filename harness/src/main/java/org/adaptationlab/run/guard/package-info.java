/** The guards that ask a model, a file or the machine while a run goes on. */
@NullMarked
package org.adaptationlab.run.guard;

import org.jspecify.annotations.NullMarked;
