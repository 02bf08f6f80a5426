package org.adaptationlab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.lab.LabDefinition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that cuts a run into shards. A scheduler's variables count only where it asks for them. */
final class ShardOptions {

    private static final Pattern FORM = Pattern.compile("(?:(auto)|(\\d{1,9}))(?:/(\\d{1,9}))?");

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Measure the I-th of N equal parts of the examples, for lab merge; auto or auto/N takes I (and N)"
                            + " from a Slurm array or a Kubernetes Indexed Job.")
    private @Nullable String shard;

    /**
     * The wanted shard, null for a whole run. What was taken from a scheduler is said on stderr.
     *
     * @throws ParameterException where it is none
     */
    @Nullable
    Shard of(CliContext context, CommandSpec command) {
        if (shard == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(shard);
        if (!matcher.matches() || (matcher.group(1) == null && matcher.group(3) == null)) {
            throw refused(command, "such as 2/4, auto or auto/4 is allowed");
        }
        Integer count = matcher.group(3) == null ? null : Integer.valueOf(matcher.group(3));
        if (count != null && count < 1) {
            throw refused(command, "N is a whole number from 1");
        }
        return matcher.group(1) == null
                ? named(Integer.parseInt(matcher.group(2)), count == null ? 1 : count, command)
                : scheduled(context, count, command);
    }

    private Shard named(int index, int count, CommandSpec command) {
        if (index < 1 || index > count) {
            throw refused(command, "I is a whole number from 1 to N");
        }
        return new Shard(index, count);
    }

    private Shard scheduled(CliContext context, @Nullable Integer count, CommandSpec command) {
        try {
            SchedulerShard found = SchedulerShard.of(context.environment(), count);
            context.err().println(found.shard() + ", by " + found.source());
            return found.shard();
        } catch (SchedulerShard.NotNamed e) {
            throw refused(command, String.valueOf(e.getMessage()));
        }
    }

    /** The runs of a curve are parts of a larger whole already. */
    void refuseVaried(LabDefinition lab, CommandSpec command) {
        if (shard != null && lab.vary() != null) {
            throw refused(
                    command,
                    "but " + lab.file() + " varies a setting, and such a run has no shards; make a lab of each value");
        }
    }

    private ParameterException refused(CommandSpec command, String why) {
        return new ParameterException(command.commandLine(), "--shard is \"" + shard + "\"; " + why);
    }
}
