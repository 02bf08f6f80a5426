package org.adaptationlab.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What several commands demand of their arguments. */
final class Arguments {

    private Arguments() {}

    /** @param value null where the option is not given */
    static void requireAtLeastOne(CommandSpec spec, String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + "; a whole number from 1 is allowed");
        }
    }

    /** Refuses an empty mode, as commas too many make one. */
    static void requireNamed(CommandSpec spec, List<String> modes) {
        if (modes.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(
                    spec.commandLine(), "--modes names an empty mode; names with commas between them are allowed");
        }
    }
}
