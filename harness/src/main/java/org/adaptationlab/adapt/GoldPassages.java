package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.RetrievalSpec.Position;

/**
 * The passages of the document that holds the answer, alone or among others: what retrieval could be worth at best, and
 * what company and place do to it. An example without such a document is shown the others only.
 *
 * @param gold the passages of the document
 * @param distractors finds the best passages of all other documents
 * @param ranking finds the best passages of all documents; asked only for {@link Position#RANKED}
 */
public record GoldPassages(GoldDocument gold, Retriever distractors, Retriever ranking, Position position)
        implements Retrieval {

    @Override
    public List<Passage> passages(Example example) {
        String document = example.doc();
        if (document == null) {
            return distractors.retrieve(example.input(), "");
        }
        List<Passage> others = distractors.retrieve(example.input(), document);
        if (position == Position.ABSENT) {
            return others;
        }
        List<Passage> shown = new ArrayList<>(others);
        int place = switch (position) {
            case MIDDLE -> others.size() / 2;
            case LAST -> others.size();
            case FIRST, RANKED, ABSENT -> 0;
        };
        shown.addAll(place, gold.passages(example, document));
        if (position == Position.RANKED) {
            shown.sort(byRank(ranking.retrieve(example.input(), "")));
        }
        return shown;
    }

    /** What the ranking does not have comes last. */
    private static Comparator<Passage> byRank(List<Passage> ranked) {
        return Comparator.comparingInt(passage -> {
            int rank = ranked.indexOf(passage);
            return rank < 0 ? ranked.size() : rank;
        });
    }
}
