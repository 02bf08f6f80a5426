/** What a run leaves on disk, written and read: journal, CSV files, run.json; and the summaries made of the rows. */
@NullMarked
package org.adaptationlab.result;

import org.jspecify.annotations.NullMarked;
