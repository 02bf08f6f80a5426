package org.adaptationlab.run.loop;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.jspecify.annotations.Nullable;

/** What sets a mode apart from the baseline beside its technique: a reader must know it before comparing the two. */
final class ModeNote {

    private ModeNote() {}

    /**
     * The note of a mode; null for nothing.
     *
     * @param search the service that finds its passages, null for none
     */
    static @Nullable String of(ModeDefinition mode, LabDefinition lab, @Nullable String search) {
        AdaptationSpec own = mode.adaptation();
        List<String> notes = new ArrayList<>();
        if (search != null) {
            notes.add("passages found by " + search);
        }
        own.retrieved().map(ModeNote::of).ifPresent(notes::addAll);
        lab.modes().stream()
                .filter(other -> other.name().equals(lab.baseline()))
                .findFirst()
                .map(ModeDefinition::adaptation)
                .ifPresent(baseline -> {
                    if (!own.prompt().system().equals(baseline.prompt().system())) {
                        notes.add("another system prompt than the baseline");
                    }
                    if (own.constrain() != baseline.constrain()) {
                        String limit = lab.task().labels().isEmpty() ? "schema" : "labels";
                        notes.add("answers " + (own.constrain() ? "" : "not ") + "limited to the " + limit);
                    }
                });
        return notes.isEmpty() ? null : String.join("; ", notes);
    }

    private static List<String> of(RetrievalSpec retrieval) {
        if (retrieval.from() == RetrievalSpec.Source.GOLD) {
            return List.of("shown the document that holds the answer, which only the data set knows: a ceiling");
        }
        return retrieval.goldShare() == null
                ? List.of()
                : List.of("trained with the document that holds the answer in " + retrieval.goldShare()
                        + " of the prompts and distractors in all");
    }
}
