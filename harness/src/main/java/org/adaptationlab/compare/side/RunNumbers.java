package org.adaptationlab.compare.side;

import java.util.LinkedHashMap;
import java.util.Map;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.summary.ExampleIds;
import org.adaptationlab.result.summary.ModeNumbers;

/** The numbers of one side: of each mode, in the order of the file. */
public record RunNumbers(RunIdentity run, Map<String, ModeNumbers> modes) {

    /**
     * Reads the examples of a side once, and the scores of further metrics where there are any.
     *
     * @param ids shared with the other side
     */
    public static RunNumbers read(RunSource source, ExampleIds ids) {
        Map<String, ModeNumbers> modes = new LinkedHashMap<>();
        RunIdentity run = source.scan(row -> {
            ModeNumbers mode = modes.computeIfAbsent(row.mode().mode(), name -> new ModeNumbers());
            int example = ids.number(row.exampleId());
            ids.isAbout(example, row.doc());
            if (!mode.add(example, row)) {
                throw new ResultFormatException(source.examples() + ": example " + row.exampleId() + " of mode "
                        + row.mode().mode() + ", repetition " + row.repetition()
                        + ", is there twice; is the file two runs in one?");
            }
        });
        source.scanScores(run, row -> {
            ModeNumbers mode = modes.get(row.mode().mode());
            if (mode != null) {
                mode.add(ids.number(row.exampleId()), row);
            }
        });
        return new RunNumbers(run, modes);
    }
}
