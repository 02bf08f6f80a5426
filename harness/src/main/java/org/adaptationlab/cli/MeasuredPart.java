package org.adaptationlab.cli;

import java.util.List;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.run.plan.RunRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How much of a lab is measured, by options of a command. */
final class MeasuredPart {

    static final int QUICK_LIMIT = 20;

    @Option(
            names = "--limit",
            paramLabel = "N|all",
            description = "Test examples to measure, seeded and stratified; without it the lab file's limit.")
    private @Nullable String limit;

    @Option(
            names = "--quick",
            description = "A first look: " + QUICK_LIMIT
                    + " test examples, and no mode that trains an adapter, unless --limit"
                    + " and --modes say otherwise.")
    private boolean quick;

    /** The number of examples that was asked for; null where the lab file decides. */
    @Nullable
    Integer limit(CommandSpec spec) {
        if (limit == null) {
            return quick ? Integer.valueOf(QUICK_LIMIT) : null;
        }
        if (limit.equals("all")) {
            return LabDefinition.ALL;
        }
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--limit is \"" + limit + "\"; a whole number from 1, or all, is allowed", e);
        }
        throw new ParameterException(spec.commandLine(), "--limit is " + limit + "; a whole number from 1 is allowed");
    }

    /** The request without the modes that a first look leaves out. */
    RunRequest of(RunRequest request, LabDefinition lab) {
        if (!quick || !request.modes().isEmpty()) {
            return request;
        }
        List<String> modes = lab.modes().stream()
                .filter(MeasuredPart::isQuick)
                .map(ModeDefinition::name)
                .toList();
        return modes.isEmpty() ? request : request.withModes(modes);
    }

    /** Whether a first look measures the mode. */
    static boolean isQuick(ModeDefinition mode) {
        return !mode.control() && !mode.adaptation().isTrained();
    }
}
