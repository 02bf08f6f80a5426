/** The one place where the rest meet: plans a run, serves each mode, and drives the measured loop into the journal. */
@NullMarked
package org.adaptationlab.run;

import org.jspecify.annotations.NullMarked;
