package org.adaptationlab.result.record;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.lab.Variation;
import org.jspecify.annotations.Nullable;

/**
 * vary.json: which runs measure a lab that varies a setting.
 *
 * @param varyId name of the folder; the ids of its runs begin with it
 * @param labDigest SHA-256 of the lab file and of the prompts it names
 * @param planDigest digest of all that decides what is measured; it can only be gone on with under the same one
 * @param setting word of the lab file, such as {@code training-examples}
 * @param points in the order of the values
 */
public record VaryRecord(
        int schemaVersion,
        String varyId,
        String lab,
        String title,
        String labDigest,
        String planDigest,
        String setting,
        List<Point> points) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    public VaryRecord {
        Objects.requireNonNull(varyId, "vary_id");
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(labDigest, "lab_digest");
        Objects.requireNonNull(planDigest, "plan_digest");
        Objects.requireNonNull(setting, "setting");
        points = List.copyOf(points);
    }

    /** Whether its values are models. */
    public boolean ofModels() {
        return setting.equals(Variation.Setting.MODEL.word());
    }

    /**
     * One value.
     *
     * @param runId the run that measures what is new at this value, null where nothing is
     * @param runs the run that measures each mode at this value, an earlier value's where nothing about the mode has
     *     changed, by mode in the order of the lab
     */
    public record Point(String value, @Nullable String runId, Map<String, String> runs) {

        public Point {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(runs, "runs");
        }
    }
}
