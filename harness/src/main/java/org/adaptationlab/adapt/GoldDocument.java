package org.adaptationlab.adapt;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.AnswerWords;

/**
 * The passages of the document that holds an example's answer: first those in which the target stands, then those with an
 * alias of it, then the others; among equals in the retriever's order. A question alone does not find them: it is asked in
 * other words than the answer is written in.
 *
 * @param retriever ranks the passages of the document
 * @param topK most passages that are shown, at least 1
 */
public record GoldDocument(DocumentRetriever retriever, int topK) {

    private enum Found {
        TARGET,
        ALIAS,
        NEITHER
    }

    /** The passages of the document that the example names; none where the index has no such document. */
    List<Passage> passages(Example example, String document) {
        AnswerWords target = AnswerWords.of(example.target());
        List<AnswerWords> aliases =
                example.aliases().stream().map(AnswerWords::of).toList();
        return retriever.retrieve(example.input(), document).stream()
                .collect(Collectors.groupingBy(
                        passage -> found(AnswerWords.of(passage.text()), target, aliases),
                        TreeMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .flatMap(Collection::stream)
                .limit(topK)
                .toList();
    }

    private static Found found(AnswerWords passage, AnswerWords target, List<AnswerWords> aliases) {
        if (passage.contains(target)) {
            return Found.TARGET;
        }
        return aliases.stream().anyMatch(passage::contains) ? Found.ALIAS : Found.NEITHER;
    }
}
