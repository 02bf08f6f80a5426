package org.adaptationlab.report.html;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.report.chart.Axis;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** How the adapters of a run were trained. */
public final class Trainings {

    private static final int LOOKS = 6;

    private Trainings() {}

    /**
     * Loss over epochs, a line per adapter; null where none was trained. An encoder has no line: its loss is per text, not per
     * token.
     */
    public static @Nullable Chart chart(Provenance provenance) {
        List<Provenance.ModeRecord> trained = trained(provenance).stream()
                .filter(mode -> !mode.facts().mode().isClassifier())
                .toList();
        double most = trained.stream()
                .flatMap(mode -> losses(mode).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        int epochs =
                trained.stream().mapToInt(mode -> losses(mode).size()).max().orElse(0);
        if (!(most > 0) || epochs < 2) {
            return null;
        }
        Chart.Drawing drawing = Chart.Drawing.ofLines(
                Axis.linear(1, epochs, Math.min(epochs - 1, 7), value -> Figures.fixed(value, 0)),
                Axis.linear(0, most, 4, value -> Figures.fixed(value, most < 2 ? 1 : 0)));
        for (int i = 0; i < trained.size(); i++) {
            List<Double> losses = losses(trained.get(i));
            List<double[]> points = new ArrayList<>();
            for (int epoch = 0; epoch < losses.size(); epoch++) {
                points.add(new double[] {epoch + 1, losses.get(epoch)});
            }
            drawing.line("s" + i % LOOKS, points);
            drawing.label("s" + i % LOOKS, losses.size(), losses.get(losses.size() - 1), name(trained.get(i)));
        }
        return drawing.chart("Training loss by epoch", "epoch", "loss, nats per token");
    }

    /** A row per adapter or encoder. */
    public static Table table(Provenance provenance) {
        List<String> head =
                List.of("mode", "first epoch", "last epoch", "epochs", "seconds", "tokens/s", "MiB at most");
        List<List<String>> rows = new ArrayList<>();
        for (Provenance.ModeRecord mode : trained(provenance)) {
            Provenance.Training training = mode.training();
            if (training != null) {
                List<Double> losses = training.losses();
                rows.add(List.of(
                        name(mode),
                        losses.isEmpty() ? Figures.NOT_MEASURED : Figures.fixed(losses.get(0), 3),
                        losses.isEmpty() ? Figures.NOT_MEASURED : Figures.fixed(losses.get(losses.size() - 1), 3),
                        Integer.toString(losses.size()),
                        Figures.fixed(training.seconds(), 0),
                        Figures.fixed(training.tokensPerSecond(), 0),
                        Long.toString(training.peakRssMb())));
            }
        }
        return new Table(head, rows, 1);
    }

    private static List<Provenance.ModeRecord> trained(Provenance provenance) {
        return provenance.modes().stream()
                .filter(mode -> mode.training() != null)
                .toList();
    }

    private static List<Double> losses(Provenance.ModeRecord mode) {
        Provenance.Training training = mode.training();
        return training == null ? List.of() : training.losses();
    }

    private static String name(Provenance.ModeRecord mode) {
        Long seed = mode.facts().mode().adapterSeed();
        return mode.facts().mode().mode() + (seed == null ? "" : ", seed " + seed);
    }
}
