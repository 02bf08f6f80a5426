/** Examples and corpus of a data-set folder, with digests, seeded selection and the leakage check. Neighbours: lab names the task the targets must fit. */
@NullMarked
package org.adaptationlab.dataset;

import org.jspecify.annotations.NullMarked;
