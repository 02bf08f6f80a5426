package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import picocli.CommandLine.Command;

/** {@code lab list}: the labs there are. */
@Command(
        name = "list",
        description = "List the labs of the working directory and of the project.",
        footer = {"", "Example:", "  lab list"})
final class ListCommand implements Runnable {

    private final CliContext context;

    ListCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Map<String, Path> labs = context.labs().labs();
        if (labs.isEmpty()) {
            throw new LabDefinitionException("no labs: there is no labs/NAME/lab.yaml in the working directory or in "
                    + context.root() + "; make one with lab init");
        }
        TextTable table = new TextTable().row("NAME", "TITLE", "DATA SET", "MODES");
        labs.forEach((name, file) -> addRow(table, name, file));
        table.print(context.out(), "");
    }

    private static void addRow(TextTable table, String name, Path file) {
        Problems problems = new Problems();
        LabDefinition lab = LabFileReader.read(file, problems).orElse(null);
        int found = problems.found().size();
        if (lab == null || found > 0) {
            table.row(name, found + (found == 1 ? " problem" : " problems") + ", see lab validate " + name);
        } else {
            table.row(name, lab.title(), String.valueOf(lab.dataset().getFileName()), modes(lab));
        }
    }

    private static String modes(LabDefinition lab) {
        String measured = lab.modes().stream()
                .filter(mode -> !mode.control())
                .map(ModeDefinition::name)
                .collect(Collectors.joining(", "));
        long controls = lab.modes().stream().filter(ModeDefinition::control).count();
        return controls == 0 ? measured : measured + " (+" + controls + (controls == 1 ? " control)" : " controls)");
    }
}
