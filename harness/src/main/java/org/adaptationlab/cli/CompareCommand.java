package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.compare.ComparisonSettings;
import org.adaptationlab.compare.RunComparison;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.format.ComparisonFormat;
import org.adaptationlab.problem.GuardException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab compare}: a contender against a baseline, and the gate. */
@Command(
        name = "compare",
        description = "Compare two runs on the examples both have; with --gate fail where the second is worse"
                + " (exit code 4).",
        footer = {
            "",
            "Examples:",
            "  lab compare results/my-lab/20260102-101500-1a2b3c results/my-lab/20260103-090000-1a2b3c",
            "  lab compare labs/my-lab/baseline results/my-lab/RUN_ID --gate --max-drop 3 --junit compare.xml",
            "  lab compare old.csv new.csv --format markdown --out comment.md"
        })
final class CompareCommand implements Runnable {

    private static final double PERCENT = 100;

    private final CliContext context;

    /** What may be printed. */
    enum Format {
        TEXT,
        MARKDOWN,
        JSON,
        CSV;

        ComparisonFormat form() {
            return ComparisonFormat.valueOf(name());
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "BASELINE",
            description = "What is held on to: a run folder, a folder of lab baseline, or an examples.csv.")
    private Path baseline;

    @Parameters(index = "1", paramLabel = "CONTENDER", description = "What is compared with it: the same.")
    private Path contender;

    @Option(names = "--gate", description = "Exit with 4 where the contender is worse than allowed.")
    private boolean gate;

    @Option(names = "--strict", description = "With --gate: exit with 4 also where that is not ruled out.")
    private boolean strict;

    @Option(
            names = "--max-drop",
            paramLabel = "PP",
            description = "Percentage points of quality a mode may lose. Without it the gate falls on any loss that is"
                    + " shown, unless it is surely within the lab's margin.")
    private @Nullable Double maxDrop;

    @Option(
            names = "--max-latency-increase",
            paramLabel = "PCT",
            description = "Percent the median time for an answer may grow (default: any).")
    private @Nullable Double maxLatencyIncrease;

    @Option(
            names = "--max-cost-increase",
            paramLabel = "PCT",
            description = "Percent the cost of 1,000 requests may grow (default: any).")
    private @Nullable Double maxCostIncrease;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write to FILE what would be printed; then only the verdict is printed.")
    private @Nullable Path out;

    @Option(names = "--verdict", paramLabel = "FILE", description = "Write the JSON to FILE, before all else.")
    private @Nullable Path verdict;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML to FILE, a test case per check.")
    private @Nullable Path junit;

    @Option(
            names = "--flipped",
            paramLabel = "FILE",
            description = "Write every example that is right on one side only to FILE, as CSV.")
    private @Nullable Path flipped;

    CompareCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Comparison comparison =
                RunComparison.compare(context.resolve(baseline), context.resolve(contender), settings());
        write(comparison, ComparisonFormat.JSON, verdict);
        write(comparison, ComparisonFormat.JUNIT, junit);
        write(comparison, ComparisonFormat.FLIPS, flipped);
        write(comparison, format.form(), out);
        context.out().print((out == null ? format.form() : ComparisonFormat.VERDICT).of(comparison));
        context.out().flush();
        if (gate && !comparison.verdict().passed()) {
            throw new GuardException("the gate fell: "
                    + comparison.fallen().stream()
                            .map(check -> check.title() + ": " + check.detail())
                            .collect(Collectors.joining("; ")));
        }
    }

    private void write(Comparison comparison, ComparisonFormat form, @Nullable Path file) {
        if (file != null) {
            form.write(comparison, context.resolve(file));
        }
    }

    private ComparisonSettings settings() {
        if (strict && !gate) {
            throw new ParameterException(spec.commandLine(), "--strict is for --gate only; add --gate");
        }
        return new ComparisonSettings(
                share("--max-drop", maxDrop, PERCENT),
                share("--max-latency-increase", maxLatencyIncrease, Double.MAX_VALUE),
                share("--max-cost-increase", maxCostIncrease, Double.MAX_VALUE),
                strict,
                flipped == null ? ComparisonSettings.FLIPS : Integer.MAX_VALUE);
    }

    private @Nullable Double share(String option, @Nullable Double percent, double most) {
        if (percent == null) {
            return null;
        }
        if (!(percent >= 0 && percent <= most)) {
            String allowed = most == PERCENT ? "a number from 0 to 100" : "a number from 0";
            throw new ParameterException(
                    spec.commandLine(), option + " is " + percent + "; " + allowed + " is allowed");
        }
        return percent / PERCENT;
    }
}
