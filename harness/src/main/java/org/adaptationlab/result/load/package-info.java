/**
 * How a server answers many requests at once: what each point came to (load.csv), where the server was saturated, which
 * point keeps the limits, and whether the modes' ranking turns. Pure numbers of measured calls.
 */
@NullMarked
package org.adaptationlab.result.load;

import org.jspecify.annotations.NullMarked;
