/**
 * Which mode, how sure that is, and what would change it: from samples of the modes, their prices, and what may be
 * claimed of them.
 */
@NullMarked
package org.adaptationlab.decide;

import org.jspecify.annotations.NullMarked;
