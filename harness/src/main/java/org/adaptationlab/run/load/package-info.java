/** Asks the modes of a plan with many requests in flight, and leaves load.csv and load.json. */
@NullMarked
package org.adaptationlab.run.load;

import org.jspecify.annotations.NullMarked;
