package org.adaptationlab.result;

import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.csv.CsvTable;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.load.LoadRecord;
import org.adaptationlab.result.record.RunIdentity;

/**
 * A measured load: what its files hold.
 *
 * @param points finished repetitions, modes and numbers in flight in the order they were measured
 */
public record LoadResults(LoadRecord record, List<LoadPoint> points) {

    private static final JsonFile<LoadRecord> JSON =
            new JsonFile<>(JsonFile.form().build(), LoadRecord.class, "load.json", LoadRecord.SCHEMA);

    public LoadResults {
        Objects.requireNonNull(record, "record");
        points = List.copyOf(points);
    }

    /**
     * Writes load.csv, then load.json, each in one piece.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if one cannot be written
     */
    public void write(LoadFolder folder) {
        writePoints(folder);
        JSON.write(folder.record(), record, "; the finished points are kept");
    }

    /** Writes load.csv alone. */
    public void writePoints(LoadFolder folder) {
        CsvResults.writeLoad(folder.csv(), record.run(), points);
    }

    /**
     * Reads the files of a load, finished or not.
     *
     * @throws ResultFormatException if one is damaged, or they are of different loads
     */
    public static LoadResults read(LoadFolder folder) {
        LoadRecord record = JSON.read(folder.record());
        if (!Files.exists(folder.csv())) {
            return new LoadResults(record, List.of());
        }
        CsvTable<LoadPoint> table = CsvResults.readLoad(folder.csv());
        RunIdentity run = table.run();
        if (run != null && !run.equals(record.run())) {
            throw new ResultFormatException(folder.path() + ": its files are of different loads: load.json of "
                    + record.run().runId() + ", load.csv of " + run.runId());
        }
        return new LoadResults(record, table.rows());
    }

    /** A curve per mode. */
    public List<LoadCurve> curves() {
        return LoadCurve.of(points);
    }
}
