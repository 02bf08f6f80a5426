package org.adaptationlab.cli;

import java.util.List;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.ProcessEnd;
import org.adaptationlab.cli.console.ProcessStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code lab COMMAND}. Only this class ends the process. */
@Command(
        name = "lab",
        description =
                "Prompt it, give it retrieval, or fine-tune a LoRA adapter: measured on your task and your model.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Examples:",
            "  lab run foundation-model-adaptation   the main job: measure five modes, write the reports",
            "  lab list                              the labs there are",
            "  lab validate my-lab                   all problems of a lab and its data",
            "  lab init my-lab --data tickets.csv    a new lab from your own examples"
        })
public final class Main implements Runnable {

    private static final int USAGE_WIDTH = 110;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces with errors.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command of the process and exits with its code. */
    public static void main(String[] args) {
        ProcessStart.prepare(System.getenv());
        int exitCode = run(CliContext.ofProcess(), args);
        ProcessEnd.prepare();
        System.exit(exitCode);
    }

    /** Runs one command and returns its exit code; both outputs are flushed. */
    public static int run(CliContext context, String... args) {
        Main main = new Main();
        ErrorHandler errors = new ErrorHandler(context.err(), () -> main.debug);
        try {
            return commandLine(main, context)
                    .setExecutionExceptionHandler(errors)
                    .setParameterExceptionHandler(errors)
                    .execute(args);
        } catch (Error e) {
            return errors.report(e);
        } finally {
            context.out().flush();
            context.err().flush();
        }
    }

    /** The commands in the order of the help: a new one is a new line here. */
    private static List<Object> commands(CliContext context) {
        return List.of(
                new RunCommand(context),
                new LoadCommand(context),
                new ListCommand(context),
                new ShowCommand(context),
                new ValidateCommand(context),
                new InitCommand(context),
                new TuneCommand(context),
                new TrainCommand(context),
                new AdapterCommand(context),
                new TrainerCommand(context),
                new ExportCommand(context),
                new ModelsCommand(context),
                new DataCommand(context),
                new DoctorCommand(context),
                new MergeCommand(context),
                new ReportCommand(context),
                new CompareCommand(context),
                new BaselineCommand(context));
    }

    /** The parser with all commands; also what generated documentation is made from. */
    static CommandLine commandLine(CliContext context) {
        return commandLine(new Main(), context);
    }

    private static CommandLine commandLine(Main main, CliContext context) {
        CommandLine line = new CommandLine(main);
        commands(context).forEach(line::addSubcommand);
        Help.Ansi ansi = context.colours() ? Help.Ansi.ON : Help.Ansi.OFF;
        addHelp(line);
        return line.setOut(context.helpOut())
                .setErr(context.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setUsageHelpWidth(USAGE_WIDTH);
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(Main::addHelp);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
