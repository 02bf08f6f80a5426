package org.adaptationlab.adapt;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.model.embedding.TextEmbedder;

/** Chooses a label for a text without a language model. Thread-safe. */
public final class Classifier {

    private final Function<String, String> labelOf;

    private Classifier(Function<String, String> labelOf) {
        this.labelOf = labelOf;
    }

    /**
     * Fits logistic regression on features of the examples' inputs. Where all examples have one label, or the spec has
     * no features, the answer is always the most frequent label, and among equals the first example's.
     *
     * @param examples at least one
     * @param embedder asked only where the features are its vectors; one that is fine-tuned already for {@link
     *     ClassifierSpec.Features#FINE_TUNED}
     */
    public static Classifier fit(ClassifierSpec spec, List<Example> examples, TextEmbedder embedder) {
        List<String> targets = examples.stream().map(Example::target).toList();
        if (spec.features() == ClassifierSpec.Features.NONE
                || targets.stream().distinct().count() == 1) {
            String majority = majority(targets);
            return new Classifier(text -> majority);
        }
        List<String> inputs = examples.stream().map(Example::input).toList();
        TextFeatures features =
                spec.features() == ClassifierSpec.Features.TFIDF ? new TfIdf(inputs) : TextFeatures.embedding(embedder);
        LogisticRegression regression = LogisticRegression.fit(features.ofAll(inputs), targets, spec.regularization());
        return new Classifier(text -> regression.label(features.of(text)));
    }

    /** The label of a text. */
    public String label(String text) {
        return labelOf.apply(text);
    }

    private static String majority(List<String> targets) {
        Map<String, Long> counts =
                targets.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.keySet().stream()
                .max(Comparator.<String>comparingLong(counts::get)
                        .thenComparing(targets::indexOf, Comparator.reverseOrder()))
                .orElseThrow(() -> new IllegalArgumentException("no examples"));
    }
}
