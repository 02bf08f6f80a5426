package org.adaptationlab.run.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.adapt.Reranker;
import org.adaptationlab.adapt.SearchService;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.Problems;

/** Asks the search services and rerankers of a lab a first question each. */
public final class SearchServices {

    private SearchServices() {}

    /**
     * What is known of each mode's service, by the mode's name: one that does not answer is no fault of the lab file; one that
     * answers something else than passages is a problem.
     */
    public static Map<String, String> ask(LabDefinition lab, Dataset data, Problems problems) {
        Map<String, String> found = new LinkedHashMap<>();
        for (ModeDefinition mode : lab.modes()) {
            mode.adaptation()
                    .retrieved()
                    .filter(retrieval -> retrieval.url() != null || retrieval.rerank() != null)
                    .ifPresent(retrieval -> found.put(mode.name(), ask(lab, mode, retrieval, data, problems)));
        }
        return found;
    }

    private static String ask(
            LabDefinition lab, ModeDefinition mode, RetrievalSpec retrieval, Dataset data, Problems problems) {
        List<String> first = List.of(data.train().get(0).input());
        try {
            List<String> known = new ArrayList<>();
            if (retrieval.url() != null) {
                known.add(new SearchService(retrieval.url()).describe(first, retrieval.topK()));
            }
            if (retrieval.rerank() != null) {
                known.add(new Reranker(retrieval.rerank()).describe(first));
            }
            return String.join("; ", known);
        } catch (LabDefinitionException e) {
            problems.add(lab.file(), 0, "modes." + mode.name() + ".retrieve: " + e.getMessage());
            return "";
        } catch (PrerequisiteException e) {
            return e.getMessage() + "; lab run needs it";
        }
    }
}
