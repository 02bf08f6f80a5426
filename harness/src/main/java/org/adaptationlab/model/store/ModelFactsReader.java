package org.adaptationlab.model.store;

import java.util.List;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.model.store.ModelFacts.Shape;
import org.adaptationlab.model.store.ModelFacts.Thinking;

/** Reads what an entry of the catalogue says of a model beside its file. */
final class ModelFactsReader {

    private static final int MOST = 1 << 24;
    private static final Shape NONE = new Shape(1, 1, 1, 1, 1, true);

    private ModelFactsReader() {}

    /** What is wrong or missing is reported and ends the reading later; the fallbacks are never seen. */
    static ModelFacts read(YamlSection entry) {
        entry.require("thinking", "shape");
        return new ModelFacts(
                entry.text("hub").orElse(""),
                entry.choice("thinking", List.of(Thinking.values()), Thinking::word)
                        .orElse(Thinking.NEVER),
                entry.section("shape").map(ModelFactsReader::shape).orElse(NONE));
    }

    private static Shape shape(YamlSection section) {
        String[] keys = {"layers", "hidden", "kv-heads", "head-size", "vocabulary", "tied"};
        section.allow(List.of(keys));
        section.require(keys);
        return new Shape(
                section.integer("layers", 1, 1, MOST),
                section.integer("hidden", 1, 1, MOST),
                section.integer("kv-heads", 1, 1, MOST),
                section.integer("head-size", 1, 1, MOST),
                section.integer("vocabulary", 1, 1, MOST),
                section.flag("tied", true));
    }
}
