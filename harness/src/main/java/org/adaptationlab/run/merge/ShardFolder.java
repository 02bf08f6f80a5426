package org.adaptationlab.run.merge;

import java.util.BitSet;
import java.util.List;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ProvenanceJson;
import org.adaptationlab.result.record.ShardRecord;
import org.jspecify.annotations.Nullable;

/** The folder of a finished shard, and what its run.json says. */
record ShardFolder(RunFolder folder, Provenance provenance, ShardRecord shard) {

    /**
     * Reads run.json.
     *
     * @throws ResultFormatException where the run is no finished shard
     */
    static ShardFolder open(RunFolder folder) {
        if (!folder.hasResults()) {
            throw new ResultFormatException(
                    folder.path() + ": the run has no run.json, so it is not finished; end it with"
                            + " lab run LAB --shard I/N --resume " + folder.name());
        }
        Provenance provenance = ProvenanceJson.read(folder.provenance());
        ShardRecord shard = provenance.selection().shard();
        if (shard == null) {
            throw new ResultFormatException(
                    folder.path() + ": is a whole run and no shard of one; name the folders of lab run --shard");
        }
        if (provenance.failure() != null) {
            throw new ResultFormatException(folder.path() + ": " + shard.words() + " ended early ("
                    + provenance.failure() + "), so it is not finished; end it with lab run "
                    + provenance.lab().file() + " --shard " + shard.index() + "/" + shard.count() + " --resume "
                    + folder.name());
        }
        return new ShardFolder(folder, provenance, shard);
    }

    /** Such as {@code results/lab/run (shard 2 of 4)}. */
    String words() {
        return folder.path() + " (" + shard.words() + ")";
    }

    /** The result files, held against each other. */
    RunResults results() {
        return RunResults.read(folder);
    }

    /**
     * What was asked.
     *
     * @param alone examples that were asked alone beside a run that asks many at once
     */
    record Rows(List<ExampleResult> measured, List<ExampleResult> alone) {}

    /**
     * The rows as they were measured. The journal has them exact; a copy of the folder without it has them as rounded as
     * examples.csv.
     *
     * @throws ResultFormatException where a row is missing or too much
     */
    Rows rows(RunResults results) {
        if (!folder.hasJournal()) {
            if (provenance.inFlight() != null) {
                throw new ResultFormatException(words() + ": has no journal.jsonl, which alone holds the answers that"
                        + " were asked one at a time; copy the whole folder again");
            }
            return new Rows(requireAll(results.examples()), List.of());
        }
        JournalContent journal = JournalContent.read(folder.journal());
        List<ExampleResult> rows = journal.examples();
        if (rows.size() != results.examples().size()) {
            throw new ResultFormatException(folder.path() + ": journal.jsonl has " + rows.size()
                    + " examples, examples.csv " + results.examples().size() + "; copy the whole folder again");
        }
        return new Rows(requireAll(rows), journal.alone());
    }

    private List<ExampleResult> requireAll(List<ExampleResult> rows) {
        int each = provenance.selection().examples().size()
                * provenance.selection().repetitions();
        int wanted = each * provenance.modes().size();
        if (rows.size() != wanted) {
            throw new ResultFormatException(words() + ": has " + rows.size() + " rows, and " + wanted
                    + " belong to it; copy the whole folder again, or end the run with --resume");
        }
        return rows;
    }

    /**
     * Marks the places of its examples.
     *
     * @throws ResultFormatException where run.json is not what was written
     */
    void mark(BitSet taken, Provenance.@Nullable Sample[] samples) {
        List<Provenance.Sample> own = provenance.selection().examples();
        boolean fits = own.size() == shard.places().size();
        for (int i = 0; fits && i < own.size(); i++) {
            int place = shard.places().get(i);
            fits = place >= 0 && place < samples.length && !taken.get(place);
            if (fits) {
                taken.set(place);
                samples[place] = own.get(i);
            }
        }
        if (!fits) {
            throw new ResultFormatException(folder.provenance() + ": its places are not those of " + shard.words()
                    + "; the file was edited: copy the folder again");
        }
    }
}
