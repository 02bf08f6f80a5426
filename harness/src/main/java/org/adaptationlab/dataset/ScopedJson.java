package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One JSON file with lists of {@code [text, label]}: {@code train}, {@code val} and {@code test} of the labels there are, and
 * {@code oos_train}, {@code oos_val} and {@code oos_test} of texts that none of them is right for.
 *
 * @param refusal the label that such texts get
 */
record ScopedJson(String refusal) implements PublicForm {

    @Override
    public Parts read(List<Path> files) throws IOException {
        JsonNode lists = new JsonMapper().readTree(files.get(0).toFile());
        List<Example> train = new ArrayList<>(inScope(lists, "train"));
        train.addAll(outOfScope(lists, "oos_train"));
        List<Example> test = new ArrayList<>(inScope(lists, "test"));
        test.addAll(outOfScope(lists, "oos_test"));
        int unused = lists.path("val").size() + lists.path("oos_val").size();
        return new Parts(train, test, unused + " texts for validation are not used");
    }

    private static List<Example> inScope(JsonNode lists, String part) {
        List<Example> examples = new ArrayList<>();
        for (JsonNode pair : lists.path(part)) {
            examples.add(PublicForm.example(
                    part,
                    examples.size() + 1,
                    pair.path(0).asText(),
                    pair.path(1).asText()));
        }
        return examples;
    }

    private List<Example> outOfScope(JsonNode lists, String part) {
        List<Example> examples = new ArrayList<>();
        for (JsonNode pair : lists.path(part)) {
            String id = part.replace('_', '-') + "-" + (examples.size() + 1);
            examples.add(new Example(id, pair.path(0).asText().strip(), refusal, List.of(), null, null, false));
        }
        return examples;
    }
}
