/** The tables of a report, before they have a format. */
@NullMarked
package org.adaptationlab.report.table;

import org.jspecify.annotations.NullMarked;
