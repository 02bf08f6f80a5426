/** What is said of a run, in sentences and figures, before it has a format. */
@NullMarked
package org.adaptationlab.report.words;

import org.jspecify.annotations.NullMarked;
