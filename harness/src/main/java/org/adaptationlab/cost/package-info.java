/**
 * Time and money, and what may be claimed of them: percentiles, the drift of a machine, prices of calls. Pure
 * functions on measured times and token counts.
 */
@NullMarked
package org.adaptationlab.cost;

import org.jspecify.annotations.NullMarked;
