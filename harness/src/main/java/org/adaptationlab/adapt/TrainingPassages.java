package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.adaptationlab.dataset.Example;

/**
 * Passages for training an adapter to read what retrieval gives it, right or wrong: in a share of the prompts a passage of
 * the example's own document, one with the answer where there is one, among distractors; in the rest distractors only (RAFT,
 * Zhang et al. 2024, arXiv 2403.10131).
 *
 * @param gold the one passage of the example's own document
 * @param distractors finds the best passages of all other documents, as many as a prompt has passages
 * @param passages number of passages in a prompt
 * @param places where the gold passage stands among them, from 0, by the id of each example that is shown it
 */
public record TrainingPassages(GoldDocument gold, Retriever distractors, int passages, Map<String, Integer> places)
        implements Retrieval {

    public TrainingPassages {
        places = Map.copyOf(places);
    }

    /**
     * Places for a share of the examples, spread evenly over their order; the same for the first of them whatever follows.
     * Examples without a document have none.
     *
     * @param share of the examples with a document that are shown it, 0 to 1
     * @param passages number of passages in a prompt, at least 1
     */
    public static Map<String, Integer> places(List<Example> examples, double share, int passages, long seed) {
        Random random = new Random(seed);
        Map<String, Integer> places = new HashMap<>();
        int seen = 0;
        for (Example example : examples) {
            if (example.doc() == null) {
                continue;
            }
            int place = random.nextInt(passages); // drawn for all, so that the share moves no other's place
            seen++;
            if (Math.ceil(seen * share) > Math.ceil((seen - 1) * share)) {
                places.put(example.id(), place);
            }
        }
        return places;
    }

    @Override
    public List<Passage> passages(Example example) {
        String document = example.doc();
        List<Passage> others = distractors.retrieve(example.input(), document == null ? "" : document);
        Integer place = places.get(example.id());
        if (document == null || place == null) {
            return others;
        }
        List<Passage> shown = new ArrayList<>(others.subList(0, Math.min(others.size(), passages - 1)));
        shown.addAll(Math.min(place, shown.size()), gold.passages(example, document));
        return shown;
    }
}
