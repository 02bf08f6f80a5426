/** The CSV files of a run: their columns, written and read. */
@NullMarked
package org.adaptationlab.result.csv;

import org.jspecify.annotations.NullMarked;
