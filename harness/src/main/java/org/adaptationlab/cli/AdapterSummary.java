package org.adaptationlab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.LoraShape;
import org.adaptationlab.train.AdapterOrigin;
import org.adaptationlab.train.TrainingManifest;
import org.jspecify.annotations.Nullable;

/** An adapter in a few lines. */
final class AdapterSummary {

    private static final double MILLION = 1e6;
    private static final Pattern LAYER = Pattern.compile("blk\\.(\\d{1,6})\\.");

    private final AdapterFile adapter;

    AdapterSummary(AdapterFile adapter) {
        this.adapter = adapter;
    }

    void print(PrintWriter out) {
        List<LoraShape> pairs = adapter.pairs();
        out.println(adapter.path());
        TextTable table = new TextTable()
                .row("architecture", adapter.architecture())
                .row(
                        "rank",
                        each(pairs.stream()
                                .map(LoraShape::rank)
                                .map(String::valueOf)
                                .toList()))
                .row("alpha", String.format(Locale.ROOT, "%s", (float) adapter.alpha()))
                .row("layers", layers(pairs))
                .row(
                        "parameters",
                        millions(pairs.stream().mapToLong(LoraShape::parameters).sum()))
                .row("size", megabytes())
                .row("sha256", digest());
        origin(table);
        Optional<TrainingSummary> training = TrainingManifest.of(adapter.path()).map(TrainingSummary::new);
        training.ifPresent(known -> known.addTo(table));
        table.print(out, "  ");
        out.println();
        norms(out);
        training.ifPresent(known -> known.printAnswers(out));
    }

    private void origin(TextTable table) {
        AdapterOrigin origin = AdapterOrigin.of(adapter.path()).orElse(null);
        if (origin == null) {
            table.row("manifest", "none beside it that is of this file");
            return;
        }
        table.row("made for", origin.base() + ", sha256 " + origin.baseDigest());
        if (origin.trainedOn() != null) {
            table.row("trained on", origin.trainedOn() + ", as its own files say");
        }
        table.row("trained", trained(origin.seed(), origin.losses()));
    }

    private static String trained(@Nullable Long seed, List<Double> losses) {
        return losses.isEmpty()
                ? "elsewhere, imported"
                : String.format(
                        Locale.ROOT,
                        "here, seed %d, %d epochs, loss %.3f to %.3f",
                        seed,
                        losses.size(),
                        losses.get(0),
                        losses.get(losses.size() - 1));
    }

    /** The root of the summed squares of B over all layers, for each kind of module. */
    private void norms(PrintWriter out) {
        Map<String, Double> squares = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (LoraShape pair : adapter.pairs()) {
            String module = pair.module().replaceFirst(LAYER.pattern(), "").replaceFirst("\\.weight$", "");
            double norm = adapter.read(pair).normOfB();
            squares.merge(module, norm * norm, Double::sum);
            counts.merge(module, 1, Integer::sum);
        }
        TextTable table = new TextTable().row("module", "layers", "norm of B");
        squares.forEach((module, sum) -> table.row(
                module,
                String.valueOf(counts.get(module)),
                String.format(Locale.ROOT, "%.4g", Math.sqrt(sum)) + (sum == 0 ? " (all zero)" : "")));
        table.print(out, "  ");
        if (adapter.withoutEffect()) {
            out.println(
                    "  It changes nothing: in every pair B (or A) is all zero, as before the first step of training.");
        }
    }

    private static String layers(List<LoraShape> pairs) {
        TreeSet<Integer> layers = pairs.stream()
                .map(pair -> LAYER.matcher(pair.module()))
                .filter(Matcher::lookingAt)
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        return layers.isEmpty() ? "none" : layers.size() + " (" + layers.first() + " to " + layers.last() + ")";
    }

    private static String each(List<String> values) {
        return String.join(", ", new TreeSet<>(values));
    }

    private static String millions(long count) {
        return String.format(Locale.ROOT, "%.2f million", count / MILLION);
    }

    private String megabytes() {
        try {
            return String.format(Locale.ROOT, "%.1f MB", Files.size(adapter.path()) / MILLION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String digest() {
        try {
            return Sha256.ofFile(adapter.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
