package org.adaptationlab.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * A LoRA adapter read from a GGUF file.
 *
 * @param architecture of the model it was made for
 * @param alpha the scaling: the change is {@code alpha / rank · B·A}
 * @param pairs in the order of the file, at least one
 */
public record AdapterFile(Path path, String architecture, double alpha, List<LoraPair> pairs) {

    static final String A_SUFFIX = ".lora_a";
    static final String B_SUFFIX = ".lora_b";

    private static final int MAX_RANK = 1 << 16;

    public AdapterFile {
        pairs = List.copyOf(pairs);
    }

    /**
     * Reads an adapter.
     *
     * @throws LabDefinitionException if the file is no sound GGUF, no LoRA adapter, or a matrix lacks its partner
     */
    public static AdapterFile open(Path path) {
        GgufFile file = GgufFile.open(path);
        String type = file.text("general.type").orElse("");
        String kind = file.text("adapter.type").orElse("");
        if (!type.equals("adapter") || !kind.equals("lora")) {
            throw new LabDefinitionException(path + ": not a LoRA adapter: general.type is \"" + type
                    + "\" and adapter.type is \"" + kind + "\", wanted \"adapter\" and \"lora\"");
        }
        String architecture = file.architecture()
                .orElseThrow(() -> new LabDefinitionException(path + ": the adapter names no general.architecture"));
        double alpha = file.real("adapter.lora.alpha").orElse(Double.NaN);
        if (!(alpha > 0 && alpha < Float.POSITIVE_INFINITY)) {
            throw new LabDefinitionException(
                    path + ": adapter.lora.alpha is " + alpha + ", a positive number is wanted");
        }
        return new AdapterFile(path, architecture, alpha, pairs(file));
    }

    private static List<LoraPair> pairs(GgufFile file) {
        List<LoraPair> pairs = new ArrayList<>();
        for (TensorInfo tensor : file.tensors()) {
            if (tensor.name().endsWith(A_SUFFIX)) {
                pairs.add(pair(file, tensor));
            } else if (!tensor.name().endsWith(B_SUFFIX)
                    || file.tensor(module(tensor.name()) + A_SUFFIX).isEmpty()) {
                throw new LabDefinitionException(
                        file.path() + ": tensor " + tensor.name() + " belongs to no pair of .lora_a and .lora_b");
            }
        }
        if (pairs.isEmpty()) {
            throw new LabDefinitionException(file.path() + ": the adapter has no tensors");
        }
        return pairs;
    }

    private static LoraPair pair(GgufFile file, TensorInfo a) {
        String module = module(a.name());
        TensorInfo b = file.tensor(module + B_SUFFIX)
                .orElseThrow(() -> new LabDefinitionException(
                        file.path() + ": tensor " + a.name() + " has no partner " + module + B_SUFFIX));
        if (a.shape().size() != 2
                || b.shape().size() != 2
                || a.shape().get(1) > MAX_RANK
                || !a.shape().get(1).equals(b.shape().get(0))) {
            throw new LabDefinitionException(
                    file.path() + ": " + module + " has A of the shape " + a.shape() + " and B of " + b.shape()
                            + ", wanted [in, rank] and [rank, out] with a rank of at most " + MAX_RANK);
        }
        return new LoraPair(module, Math.toIntExact(a.shape().get(1)), file.floats(a.name()), file.floats(b.name()));
    }

    private static String module(String tensor) {
        return tensor.substring(0, tensor.length() - A_SUFFIX.length());
    }

    /** The rank of the first pair; llama.cpp scales each pair by its own. */
    public int rank() {
        return pairs.get(0).rank();
    }

    /** Whether it changes nothing: in every pair a matrix is all zero, as before the first step of training. */
    public boolean withoutEffect() {
        return pairs.stream().allMatch(LoraPair::withoutEffect);
    }

    /**
     * Checks that the adapter can be laid over a base.
     *
     * @throws LabDefinitionException naming the first thing that does not fit
     */
    public void requireFits(GgufFile base) {
        String found = base.architecture().orElse("unknown");
        if (!found.equals(architecture)) {
            throw unfit(base, "it is for the architecture \"" + architecture + "\", the base is \"" + found + "\"");
        }
        for (LoraPair pair : pairs) {
            TensorInfo weight = base.tensor(pair.module())
                    .orElseThrow(() -> unfit(base, "it changes " + pair.module() + ", which the base does not have"));
            List<Long> wanted = List.of((long) pair.inputs(), (long) pair.outputs());
            if (!weight.shape().equals(wanted)) {
                throw unfit(base, "its " + pair.module() + " is " + wanted + ", that of the base " + weight.shape());
            }
        }
    }

    private LabDefinitionException unfit(GgufFile base, String why) {
        return new LabDefinitionException(path + ": the adapter does not fit the base model " + base.path() + ": " + why
                + "; use the base it was trained on, or train it again");
    }
}
