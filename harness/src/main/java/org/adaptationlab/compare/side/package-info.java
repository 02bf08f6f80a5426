/** The two runs of a comparison as streams of rows and as numbers for each mode and example. */
@NullMarked
package org.adaptationlab.compare.side;

import org.jspecify.annotations.NullMarked;
