package org.adaptationlab.dataset.source;

import org.jspecify.annotations.Nullable;

/**
 * What the columns of a known format mean.
 *
 * @param format its name, for messages
 * @param system the one text with which every row begins, as a task's description; null for none
 */
public record ColumnRoles(
        String format,
        String input,
        String target,
        @Nullable String system) {

    /** The format of a data-set folder's own files. */
    public static final String DATASET = "a data set of this program";

    /** Whether the file is a data set's own, whose further columns have meanings too. */
    public boolean isDataset() {
        return format.equals(DATASET);
    }

    /** Whether these are the columns it means. */
    public boolean isOf(String inputColumn, String targetColumn) {
        return input.equals(inputColumn) && target.equals(targetColumn);
    }
}
