package org.adaptationlab.cli;

import java.io.PrintWriter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.train.TrainerAnswer;
import org.adaptationlab.train.TrainingManifest;
import org.adaptationlab.train.job.TrainingLog;

/** What the manifest of an adapter says of its training, in a few lines. */
final class TrainingSummary {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int SHOWN = 60;

    private final TrainingManifest manifest;

    TrainingSummary(TrainingManifest manifest) {
        this.manifest = manifest;
    }

    /** Adds the rows that tell how the adapter came about. */
    void addTo(TextTable table) {
        TrainingLog log = manifest.log();
        TrainingLog.Machine machine = log.machine();
        table.row("trainer", manifest.trainer() + (machine == null ? "" : ": " + machine.software()));
        if (manifest.hub() != null) {
            table.row("trained on", manifest.hub());
        }
        table.row("data", examples() + ", sha256 " + manifest.dataDigest())
                .row("settings", settings(manifest.settings()))
                .row("losses", losses(log.losses()))
                .row("", curve(log.losses()))
                .row(
                        "took",
                        String.format(Locale.ROOT, "%.0f s at %.0f tokens/s", log.seconds(), log.tokensPerSecond()))
                .row("memory", memory(log));
        if (machine != null) {
            table.row(
                            "device",
                            machine.device()
                                    + (machine.threads() == 1 ? ", 1 thread" : ", " + machine.threads() + " threads"))
                    .row("precision", machine.precision());
        }
    }

    /** Prints what the trainer says to training examples, if it said anything. */
    void printAnswers(PrintWriter out) {
        if (manifest.answers().isEmpty()) {
            return;
        }
        TextTable table = new TextTable().row("training example", "taught", "the trainer says");
        for (TrainerAnswer answer : manifest.answers()) {
            table.row(
                    shown(answer.example()),
                    shown(answer.target()),
                    shown(answer.answer()) + (answer.cut() ? " …" : ""));
        }
        out.println();
        table.print(out, "  ");
    }

    private String examples() {
        return manifest.examples() == 1 ? "1 example" : manifest.examples() + " examples";
    }

    private static String settings(TrainingSettings settings) {
        return String.format(
                Locale.ROOT,
                "epochs %d, rank %d, alpha %s, learning-rate %s, batch-size %d, prompt-loss %s",
                settings.epochs(),
                settings.rank(),
                settings.alpha(),
                settings.learningRate(),
                settings.batchSize(),
                settings.promptLoss());
    }

    private static String losses(List<Double> losses) {
        return losses.stream()
                .map(loss -> String.format(Locale.ROOT, "%.3f", loss))
                .collect(Collectors.joining(" "));
    }

    /** A bar for each epoch; no bar is no loss, a whole one the greatest. */
    private static String curve(List<Double> losses) {
        double most = losses.isEmpty() ? 0 : Collections.max(losses);
        return losses.stream()
                .map(loss -> String.valueOf(BARS.charAt(bar(loss, most))))
                .collect(Collectors.joining());
    }

    private static int bar(double loss, double most) {
        return most > 0 ? (int) Math.min(BARS.length() - 1L, Math.round(loss / most * (BARS.length() - 1))) : 0;
    }

    private static String memory(TrainingLog log) {
        TrainingLog.Machine machine = log.machine();
        return "at most " + log.peakRssMb() + " MiB"
                + (machine == null || machine.peakDeviceMb() == null
                        ? ""
                        : ", and " + machine.peakDeviceMb() + " MiB of the graphics card");
    }

    private static String shown(String text) {
        return VisibleText.of(text, SHOWN);
    }
}
