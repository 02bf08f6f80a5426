package org.adaptationlab.compare.format;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.file.JsonFile;

/**
 * A comparison as JSON: the components of {@link Comparison} in their order, in snake case. What was not measured is
 * null. Text is ASCII, everything else escaped.
 */
final class JsonComparison {

    private static final JsonMapper JSON =
            JsonFile.form().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonComparison() {}

    static String of(Comparison comparison) {
        return JsonFile.indented(JSON, comparison);
    }
}
