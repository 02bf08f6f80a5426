package org.adaptationlab.gguf;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.adaptationlab.problem.LabDefinitionException;

/** Which matrices of a base had their rows moved when it was converted to GGUF, so that an adapter's must move too. */
final class MovedRows {

    /** Whether the rows of query and key were moved when a base of this architecture was converted to GGUF. */
    private static final Map<String, Boolean> ARCHITECTURES = Map.of(
            "llama", true, "qwen2", false, "qwen3", false, "gemma", false, "gemma2", false, "gemma3", false, "phi3",
            false);

    private MovedRows() {}

    /**
     * Checks that the rows of the base's architecture are known.
     *
     * @param adapter for the message
     * @throws LabDefinitionException if they are not
     */
    static void requireKnown(Path adapter, GgufFile base) {
        String architecture = architecture(base);
        if (!ARCHITECTURES.containsKey(architecture)) {
            throw new LabDefinitionException(adapter + ": cannot be converted for " + base.path()
                    + ": how the architecture \"" + architecture + "\" lays out its rows is not known here; known: "
                    + String.join(", ", ARCHITECTURES.keySet().stream().sorted().toList())
                    + "; convert the adapter with llama.cpp's convert_lora_to_gguf.py and give the GGUF file");
        }
    }

    /**
     * Heads whose rows were moved, 0 for none.
     *
     * @throws LabDefinitionException if the rows are no even number for each head that the base says it has
     */
    static int heads(PeftProjection projection, LoraShape pair, Path adapter, GgufFile base) {
        String architecture = architecture(base);
        boolean key = projection == PeftProjection.KEY;
        if (!ARCHITECTURES.getOrDefault(architecture, false) || !(key || projection == PeftProjection.QUERY)) {
            return 0;
        }
        OptionalLong all = base.whole(architecture + ".attention.head_count");
        OptionalLong keys = base.whole(architecture + ".attention.head_count_kv");
        long heads = key && keys.isPresent() ? keys.getAsLong() : all.orElse(0);
        int rows = pair.outputs();
        if (heads < 1 || heads > rows || rows % (2 * heads) != 0) {
            throw unfit(
                    adapter,
                    base,
                    "the base says " + heads + " heads for " + pair.module() + ", and its " + rows
                            + " rows are no even number for each");
        }
        return (int) heads;
    }

    static LabDefinitionException unfit(Path adapter, GgufFile base, String why) {
        return new LabDefinitionException(adapter + ": the adapter does not fit the base model " + base.path() + ": "
                + why + "; use the base it was trained on");
    }

    private static String architecture(GgufFile base) {
        return base.architecture().orElse("unknown");
    }
}
