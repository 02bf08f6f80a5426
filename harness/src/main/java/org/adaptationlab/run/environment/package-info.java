/** What a run works with, as its caller gives it: runtime, adapters, clocks, cost assumptions, listener; nothing here decides what is measured. */
@NullMarked
package org.adaptationlab.run.environment;

import org.jspecify.annotations.NullMarked;
