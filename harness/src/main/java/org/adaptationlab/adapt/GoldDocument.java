package org.adaptationlab.adapt;

import java.util.Comparator;
import java.util.List;
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

    /** The passages of the document that the example names; none where the index has no such document. */
    List<Passage> passages(Example example, String document) {
        AnswerWords target = AnswerWords.of(example.target());
        List<AnswerWords> aliases =
                example.aliases().stream().map(AnswerWords::of).toList();
        Comparator<Passage> answerFirst = Comparator.comparingInt(passage -> {
            AnswerWords words = AnswerWords.of(passage.text());
            return words.contains(target) ? 0 : aliases.stream().anyMatch(words::contains) ? 1 : 2;
        });
        return retriever.retrieve(example.input(), document).stream()
                .sorted(answerFirst)
                .limit(topK)
                .toList();
    }
}
