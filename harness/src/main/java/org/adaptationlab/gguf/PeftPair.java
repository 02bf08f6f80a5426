package org.adaptationlab.gguf;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The two matrices of a module in a PEFT file.
 *
 * @param shape what they come to in GGUF
 */
record PeftPair(PeftModule module, TensorInfo a, TensorInfo b, LoraShape shape) {

    /**
     * A pair whose matrices agree with each other.
     *
     * @throws LabDefinitionException if they do not
     */
    static PeftPair of(Path file, PeftModule module, TensorInfo a, TensorInfo b) {
        if (a.shape().size() != 2
                || b.shape().size() != 2
                || !a.shape().get(1).equals(b.shape().get(0))
                || a.shape().get(1) > AdapterFile.MAX_RANK
                || a.values() > Integer.MAX_VALUE
                || b.values() > Integer.MAX_VALUE) {
            throw new LabDefinitionException(
                    file + ": " + a.name() + " and " + b.name() + " have, the fastest dimension"
                            + " first, the shapes " + a.shape() + " and " + b.shape()
                            + ", wanted [in, rank] and [rank, out] with a rank of at most " + AdapterFile.MAX_RANK
                            + (a.shape().size() == 1
                                    ? "; flat ones are parts of several processes: " + ForeignAdapter.GATHER
                                    : ""));
        }
        LoraShape shape = new LoraShape(
                module.projection().tensor(module.layer()),
                a.shape().get(1).intValue(),
                a.shape().get(0).intValue(),
                b.shape().get(1).intValue());
        return new PeftPair(module, a, b, shape);
    }

    /** The module's name in the file, which begins with PEFT's wrappers, without segments that say nothing. */
    String name() {
        return PeftNames.plain(a.name().substring(0, a.name().lastIndexOf(".lora_A")));
    }

    /** Why it cannot be laid over a base, empty if it can. */
    String obstacle(GgufFile base) {
        List<Long> wanted = List.of((long) shape.inputs(), (long) shape.outputs());
        return base.tensor(shape.module())
                .map(weight -> weight.shape().equals(wanted)
                        ? ""
                        : "its " + shape.module() + " is " + wanted + ", that of the base " + weight.shape()
                                + otherCut(base))
                .orElse("it changes " + shape.module() + ", which the base does not have" + otherCut(base));
    }

    /** Where one has whole what the other has in parts, why: the tensors do not say that they are the same layers. */
    private String otherCut(GgufFile base) {
        boolean whole = has(base, PeftProjection.QUERY_KEY_VALUE);
        boolean parts = has(base, PeftProjection.QUERY) || has(base, PeftProjection.GATE);
        return switch (module.projection()) {
            case QUERY, KEY, VALUE, GATE, UP ->
                whole
                        ? " (it was trained on a version of the model with q, k, v, gate and up apart, such as Unsloth's"
                                + " Phi-4, and this base has them in one matrix: use a GGUF file of that version)"
                        : "";
            case QUERY_KEY_VALUE, GATE_UP ->
                parts
                        ? " (it was trained on a version of the model with q, k and v, or gate and up, in one matrix, and"
                                + " this base has them apart, as Unsloth's Phi-4: use a GGUF file of that version)"
                        : "";
            default -> "";
        };
    }

    private boolean has(GgufFile base, PeftProjection projection) {
        return base.tensor(projection.tensor(module.layer())).isPresent();
    }
}
