/** What a run notes as it goes, and the result files it makes of that at the end. */
@NullMarked
package org.adaptationlab.run.record;

import org.jspecify.annotations.NullMarked;
