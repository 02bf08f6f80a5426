package org.adaptationlab.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;

/** The models that a lab file names, and what this machine knows of each without asking a server. */
record NamedModels(LabDefinition lab, ModelStore store) {

    /** Of a model with a file in the catalogue. */
    static final String USUAL = "in the catalogue";

    NamedModels {
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(store, "store");
    }

    /** The lab with each model that it is measured with. */
    List<LabDefinition> points() {
        Variation vary = lab.vary();
        return vary == null || vary.setting() != Variation.Setting.MODEL
                ? List.of(lab)
                : vary.values().stream().map(value -> vary.at(lab, value)).toList();
    }

    /** Each model and what is known of it; what is wrong with a file is a problem of the lab file. */
    Map<String, String> describe(Problems problems) {
        Map<String, String> models = new LinkedHashMap<>();
        List<LabDefinition> points = points();
        for (LabDefinition point : points) {
            try {
                models.put(point.model(), describe(point.model()));
            } catch (LabDefinitionException e) {
                String key = points.size() == 1 ? "model is \"" : "vary.values has \"";
                problems.add(lab.file(), 0, key + point.model() + "\": " + e.getMessage());
            }
        }
        return models;
    }

    private String describe(String name) {
        Path folder = Objects.requireNonNullElse(lab.file().toAbsolutePath().getParent(), Path.of(""));
        if (ModelStore.isFile(name, folder)) {
            return "a file: " + ModelStore.contents(folder.resolve(name));
        }
        if (store.knows(name)) {
            return USUAL;
        }
        return store.described(name)
                .map(model -> model.ollamaTag() == null
                        ? "described in the catalogue, without a file"
                        : "described in the catalogue, Ollama's " + model.ollamaTag())
                .orElseGet(() -> "not in the catalogue, so only a server that has it can run it"
                        + Suggestion.phrase(name, store.names()));
    }
}
