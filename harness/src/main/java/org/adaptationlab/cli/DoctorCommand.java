package org.adaptationlab.cli;

import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.EnvironmentProxies;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.check.MachineCheck;
import org.adaptationlab.run.check.MachineChecks;
import picocli.CommandLine.Command;

/** {@code lab doctor}: what this machine has of what runs need. */
@Command(
        name = "doctor",
        description =
                "Check Java, proxies, native libraries, memory, disk, model files, Ollama, other servers and Docker; say how to mend what is"
                        + " missing (exit code 3).",
        footer = {"", "Example:", "  lab doctor"})
final class DoctorCommand implements Runnable {

    private final CliContext context;

    DoctorCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        List<MachineCheck> checks = Stream.concat(
                        EnvironmentProxies.checks(context.environment()).stream(),
                        MachineChecks.of(context.environment(), LabHome.of(context.environment())).stream())
                .toList();
        TextTable table = new TextTable();
        checks.forEach(check -> table.row(check.verdict().word(), check.subject(), check.found()));
        table.print(context.out(), "");
        checks.stream()
                .filter(check -> !check.mend().isEmpty())
                .forEach(check -> context.out().println(check.subject() + ": " + check.mend()));
        context.out().flush();
        List<String> missing = checks.stream()
                .filter(check -> check.verdict() == MachineCheck.Verdict.MISSING)
                .map(MachineCheck::subject)
                .toList();
        if (!missing.isEmpty()) {
            throw new PrerequisiteException("missing: " + String.join(", ", missing) + "; see above how to mend it");
        }
    }
}
