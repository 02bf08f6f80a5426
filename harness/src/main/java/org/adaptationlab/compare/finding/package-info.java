/** What a comparison says, as immutable records; as JSON, their documented form. */
@NullMarked
package org.adaptationlab.compare.finding;

import org.jspecify.annotations.NullMarked;
