package org.adaptationlab.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.dataset.source.ColumnRoles;
import org.adaptationlab.dataset.source.SourceTable;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Which columns of a user's table are meant: by options, or by asking where a person is there. */
final class ColumnChoice {

    private static final int ATTEMPTS = 3;

    private final CliContext context;
    private final SourceTable table;
    private final Function<String, ParameterException> usage;
    private final String columns;

    /** @param usage makes the problem of a message */
    ColumnChoice(CliContext context, SourceTable table, Function<String, ParameterException> usage) {
        this.context = context;
        this.table = table;
        this.usage = usage;
        ColumnRoles roles = table.roles();
        this.columns = table.file()
                + (roles == null ? "" : " holds " + roles.format() + ", so --input and --target can be left out; it")
                + " has the columns: " + String.join(", ", table.columns());
    }

    /** The column that an option names; null where it is not given. */
    @Nullable
    String optional(String option, @Nullable String given) {
        return given == null ? null : named(option, given);
    }

    /**
     * The column that an option names, else the one that the format says, else the one that the user types.
     *
     * @param meaning such as "the label"
     */
    String required(String option, String meaning, @Nullable String given, Function<ColumnRoles, String> ofFormat) {
        ColumnRoles roles = table.roles();
        if (given != null) {
            return named(option, given);
        }
        if (roles != null) {
            return ofFormat.apply(roles);
        }
        if (!context.interactive()) {
            throw usage.apply("say with " + option + " COLUMN which column is " + meaning + "; " + columns);
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            String answer = ask("Which column is " + meaning + "? " + columns + "\n> ");
            if (table.columns().contains(answer)) {
                return answer;
            }
            context.err().println("there is no column \"" + answer + "\"" + Suggestion.phrase(answer, table.columns()));
        }
        throw usage.apply("no column was named; " + columns);
    }

    private String named(String option, String given) {
        if (!table.columns().contains(given)) {
            throw usage.apply(option + " names the column \"" + given + "\", which is not there; " + columns
                    + Suggestion.phrase(given, table.columns()));
        }
        return given;
    }

    private String ask(String question) {
        context.err().print(question);
        context.err().flush();
        try {
            return Objects.requireNonNullElse(context.in().readLine(), "").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
