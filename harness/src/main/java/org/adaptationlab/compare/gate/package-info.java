/** May the contender replace the baseline? */
@NullMarked
package org.adaptationlab.compare.gate;

import org.jspecify.annotations.NullMarked;
