package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.report.Reports;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.merge.ShardMerge;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab merge}: the shards of a run as one run. */
@Command(
        name = "merge",
        description = "Put the shards of a run together, compute everything again, and write results and reports.",
        footer = {
            "",
            "Examples:",
            "  lab merge results/my-lab",
            "  lab merge shard-1/my-lab/RUN_ID shard-2/my-lab/RUN_ID --out results"
        })
final class MergeCommand implements Runnable {

    private final CliContext context;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Folders of the shards, or folders that hold them; all shards of one run, each once.")
    private List<Path> folders = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for results, a folder per lab and run in it (default: results/ of the project).")
    private @Nullable Path out;

    MergeCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        ShardMerge merge = ShardMerge.of(folders.stream().map(context::resolve).toList());
        context.err().println("merging " + merge.words());
        if (merge.timesApart() != null) {
            context.err().println("note: " + merge.timesApart());
        }
        Path results = context.results(out);
        RunFolder folder = merge.write(results, RunIds.now(merge.planDigest()));
        RunResults whole = Reports.write(folder);
        ReportCommand.show(folder, whole, context);
        List<GuardResult> stops = whole.provenance().stops();
        if (!stops.isEmpty()) {
            throw new GuardException("the merged run is void, no claim may rest on it: "
                    + stops.stream()
                            .map(stop -> stop.name() + ": " + stop.detail())
                            .collect(Collectors.joining("; ")));
        }
    }
}
