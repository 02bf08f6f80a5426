package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Example;

/** What a mode retrieves for a question and where it goes in the chat. */
public sealed interface Retrieval
        permits Retrieval.None, Retrieval.Corpus, Retrieval.NearestExamples, GoldPassages, TrainingPassages {

    /** Whether nothing is retrieved, so that there is no time to measure. */
    default boolean isNone() {
        return false;
    }

    /** The passages for an example in the order they are shown, for most best first; never the example itself. */
    List<Passage> passages(Example example);

    /** The passages as text for the {@code {passages}} placeholder. */
    default String text(List<Passage> passages) {
        return passages.stream().map(Passage::text).collect(Collectors.joining("\n\n"));
    }

    /** The passages as shots, in the order they are shown; none where they are text. */
    default List<Example> shots(List<Passage> passages) {
        return List.of();
    }

    /** No retrieval. */
    record None() implements Retrieval {
        @Override
        public boolean isNone() {
            return true;
        }

        @Override
        public List<Passage> passages(Example example) {
            return List.of();
        }
    }

    /** Passages of the corpus, put into the user message. */
    record Corpus(Retriever retriever) implements Retrieval {
        @Override
        public List<Passage> passages(Example example) {
            return retriever.retrieve(example.input(), "");
        }
    }

    /** The nearest training examples, shown as chat turns; the nearest last, next to the question. */
    record NearestExamples(Retriever retriever, Map<String, Example> examplesById) implements Retrieval {

        public NearestExamples {
            examplesById = Map.copyOf(examplesById);
        }

        @Override
        public List<Passage> passages(Example example) {
            return retriever.retrieve(example.input(), example.id());
        }

        @Override
        public String text(List<Passage> passages) {
            return "";
        }

        @Override
        public List<Example> shots(List<Passage> passages) {
            List<Example> shots = new ArrayList<>(passages.stream()
                    .map(passage -> examplesById.get(passage.source()))
                    .toList());
            Collections.reverse(shots);
            return shots;
        }
    }
}
