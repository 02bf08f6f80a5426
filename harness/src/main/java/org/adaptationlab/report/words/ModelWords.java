package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.CurvePair;
import org.adaptationlab.statistics.Verdict;

/**
 * Which model is best in which mode, said only where the tests show it.
 *
 * @param names short names of the curve's values
 */
public record ModelWords(Curve curve, Map<String, String> names) {

    public static final String NOTE =
            "Each model is a run of its own, with the same test examples, prompts and settings. A mode that asks no model is"
                    + " measured once and shown with each. Intervals beside a quality are 95 %, of one mode with one model, and"
                    + " no test: that two of them overlap or do not says little. The tests pair the answers of two models to"
                    + " the same examples; p is adjusted (Holm) for all of these pairs together.";

    public ModelWords {
        Objects.requireNonNull(curve, "curve");
        names = Map.copyOf(names);
    }

    /** A sentence for each mode in which two models or more are tested. */
    public List<String> best() {
        List<String> sentences = new ArrayList<>();
        for (String mode : curve.modes()) {
            List<CurvePair> pairs = curve.pairs().stream()
                    .filter(pair -> pair.mode().equals(mode))
                    .toList();
            if (!pairs.isEmpty()) {
                sentences.add(best(mode, pairs));
            }
        }
        return sentences;
    }

    private String best(String mode, List<CurvePair> pairs) {
        List<String> models = pairs.stream()
                .flatMap(pair -> Stream.of(pair.a(), pair.b()))
                .distinct()
                .sorted(Comparator.comparingDouble(value -> -quality(value, mode)))
                .toList();
        String first = models.get(0);
        List<String> notBeaten = models.stream()
                .skip(1)
                .filter(other -> !isBetter(first, other, pairs))
                .toList();
        String figures = models.stream()
                .map(value -> name(value) + " " + Figures.percent(quality(value, mode)))
                .collect(Collectors.joining(", "));
        if (notBeaten.isEmpty()) {
            String others = models.size() == 2 ? "" : " of these";
            return mode + ": " + name(first) + " is the best model" + others + " (" + figures + "), the tests show.";
        }
        return mode + ": no model is shown to be best (" + figures + "); no test finds " + name(first) + " better than "
                + Words.list(notBeaten.stream().map(this::name).toList(), "or") + ".";
    }

    private static boolean isBetter(String value, String other, List<CurvePair> pairs) {
        return pairs.stream().anyMatch(pair -> isBetter(value, other, pair));
    }

    private static boolean isBetter(String value, String other, CurvePair pair) {
        Verdict verdict = pair.verdict();
        if (pair.a().equals(value) && pair.b().equals(other)) {
            return verdict == Verdict.BETTER || verdict == Verdict.SLIGHTLY_BETTER;
        }
        return pair.b().equals(value)
                && pair.a().equals(other)
                && (verdict == Verdict.WORSE || verdict == Verdict.SLIGHTLY_WORSE);
    }

    private double quality(String value, String mode) {
        Double quality = curve.at(value, mode)
                .map(row -> row.summary().quality().value())
                .orElse(null);
        return quality == null ? 0 : quality;
    }

    private String name(String value) {
        return Objects.requireNonNull(names.get(value));
    }
}
