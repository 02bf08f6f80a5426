/** A user's own file of examples as a table, whatever its format: JSON, delimited text, an Excel workbook, chats. Knows nothing of data sets; what could not be read is reported with its place. */
@NullMarked
package org.adaptationlab.dataset.source;

import org.jspecify.annotations.NullMarked;
