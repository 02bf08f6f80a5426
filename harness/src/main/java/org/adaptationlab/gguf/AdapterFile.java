package org.adaptationlab.gguf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * A LoRA adapter in a GGUF file. Its matrices are read when asked for: that of a large model would not fit into the
 * memory that the harness takes for itself. Immutable.
 */
public final class AdapterFile {

    static final String A_SUFFIX = ".lora_a";
    static final String B_SUFFIX = ".lora_b";
    static final int MAX_RANK = 1 << 16;

    private final GgufFile file;
    private final String architecture;
    private final double alpha;
    private final List<LoraShape> pairs;

    private AdapterFile(GgufFile file, String architecture, double alpha, List<LoraShape> pairs) {
        this.file = file;
        this.architecture = architecture;
        this.alpha = alpha;
        this.pairs = List.copyOf(pairs);
    }

    /**
     * Reads what an adapter is made of.
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
        return new AdapterFile(file, architecture, alpha, pairs(file));
    }

    private static List<LoraShape> pairs(GgufFile file) {
        List<LoraShape> pairs = new ArrayList<>();
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

    private static LoraShape pair(GgufFile file, TensorInfo a) {
        String module = module(a.name());
        TensorInfo b = file.tensor(module + B_SUFFIX)
                .orElseThrow(() -> new LabDefinitionException(
                        file.path() + ": tensor " + a.name() + " has no partner " + module + B_SUFFIX));
        if (a.shape().size() != 2
                || b.shape().size() != 2
                || a.shape().get(1) > MAX_RANK
                || !a.shape().get(1).equals(b.shape().get(0))
                || a.values() > Integer.MAX_VALUE
                || b.values() > Integer.MAX_VALUE) {
            throw new LabDefinitionException(
                    file.path() + ": " + module + " has A of the shape " + a.shape() + " and B of " + b.shape()
                            + ", wanted [in, rank] and [rank, out] with a rank of at most " + MAX_RANK);
        }
        return new LoraShape(
                module,
                a.shape().get(1).intValue(),
                a.shape().get(0).intValue(),
                b.shape().get(1).intValue());
    }

    private static String module(String tensor) {
        return tensor.substring(0, tensor.length() - A_SUFFIX.length());
    }

    public Path path() {
        return file.path();
    }

    /** Architecture of the model it was made for. */
    public String architecture() {
        return architecture;
    }

    /** The scaling: the change is {@code alpha / rank · B·A}, with the rank of each pair. */
    public double alpha() {
        return alpha;
    }

    /** What it changes, in the order of the file; at least one. */
    public List<LoraShape> pairs() {
        return pairs;
    }

    /** The names of the tensors of the base that it changes, in the order of the file. */
    public Set<String> modules() {
        return pairs.stream().map(LoraShape::module).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The matrices of a pair.
     *
     * @throws LabDefinitionException if they cannot be read, or hold what is no finite number
     */
    public LoraPair read(LoraShape pair) {
        return new LoraPair(
                pair.module(), pair.rank(), finite(pair.module() + A_SUFFIX), finite(pair.module() + B_SUFFIX));
    }

    private float[] finite(String tensor) {
        float[] values = file.floats(tensor);
        requireFinite(file.path(), tensor, values);
        return values;
    }

    static void requireFinite(Path file, String tensor, float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new LabDefinitionException(file + ": tensor " + tensor + " holds " + value
                        + ", every value must be a finite number; the training went wrong, train again");
            }
        }
    }

    /**
     * Whether it changes nothing: in every pair a matrix is all zero, as B is before the first step of training. Reads
     * all numbers.
     *
     * @throws LabDefinitionException as {@link #read}
     */
    public boolean withoutEffect() {
        boolean without = true;
        for (LoraShape pair : pairs) {
            without &= read(pair).withoutEffect();
        }
        return without;
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
        for (LoraShape pair : pairs) {
            TensorInfo weight = base.tensor(pair.module())
                    .orElseThrow(() -> unfit(base, "it changes " + pair.module() + ", which the base does not have"));
            List<Long> wanted = List.of((long) pair.inputs(), (long) pair.outputs());
            if (!weight.shape().equals(wanted)) {
                throw unfit(base, "its " + pair.module() + " is " + wanted + ", that of the base " + weight.shape());
            }
        }
    }

    private LabDefinitionException unfit(GgufFile base, String why) {
        return new LabDefinitionException(path() + ": the adapter does not fit the base model " + base.path() + ": "
                + why + "; use the base it was trained on, or train it again");
    }
}
