package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * A LoRA adapter as Hugging Face's PEFT saves it: a folder with {@code adapter_config.json} and
 * {@code adapter_model.safetensors}. Turned into GGUF as llama.cpp's convert_lora_to_gguf.py does: A as it is, the rows
 * of B moved where the base's rows were moved, the scaling brought to {@code alpha / rank}. Immutable.
 */
public final class PeftAdapter {

    public static final String CONFIG = "adapter_config.json";
    public static final String WEIGHTS = "adapter_model.safetensors";

    private final Path folder;
    private final PeftConfig config;
    private final SafetensorsFile weights;
    private final List<PeftPair> pairs;

    private PeftAdapter(Path folder, PeftConfig config, SafetensorsFile weights, List<PeftPair> pairs) {
        this.folder = folder;
        this.config = config;
        this.weights = weights;
        this.pairs = List.copyOf(pairs);
    }

    /**
     * Reads what an adapter is made of; its numbers are not read yet.
     *
     * @throws LabDefinitionException naming what is missing, broken or can't be imported, and what to do
     */
    public static PeftAdapter open(Path folder) {
        ForeignAdapter.refuse(folder);
        PeftConfig config = PeftConfig.read(folder.resolve(CONFIG));
        Path file = folder.resolve(WEIGHTS);
        if (!Files.exists(file) && Files.exists(folder.resolve("adapter_model.bin"))) {
            throw new LabDefinitionException(
                    folder + ": has adapter_model.bin, a pickle, which is not read since it can"
                            + " run code; save it again with safe_serialization=True, which writes " + WEIGHTS);
        }
        SafetensorsFile weights = SafetensorsFile.open(file);
        List<PeftPair> pairs = pairs(weights);
        pairs.forEach(pair -> requireRank(file, config, pair));
        return new PeftAdapter(folder, config, weights, pairs);
    }

    /** The pairs in the order of the model's blocks, whatever that of the file. */
    private static List<PeftPair> pairs(SafetensorsFile weights) {
        PeftVocabulary.refuse(weights);
        SortedMap<PeftModule, TensorInfo> as = new TreeMap<>();
        SortedMap<PeftModule, TensorInfo> bs = new TreeMap<>();
        for (TensorInfo tensor : weights.tensors()) {
            PeftModule.Matrix matrix = PeftModule.Matrix.named(weights.path(), tensor.name());
            if ((matrix.first() ? as : bs).put(matrix.module(), tensor) != null) {
                throw new LabDefinitionException(weights.path() + ": tensor " + tensor.name()
                        + " is there twice, under two adapters' names; save one adapter alone");
            }
        }
        List<PeftPair> pairs = new ArrayList<>();
        as.forEach((module, a) -> pairs.add(
                PeftPair.of(weights.path(), module, a, partner(weights.path(), a, bs.remove(module), "lora_B"))));
        bs.forEach((module, b) -> partner(weights.path(), b, null, "lora_A"));
        if (pairs.isEmpty()) {
            throw new LabDefinitionException(
                    weights.path() + ": the adapter has no tensors, as when DeepSpeed ZeRO-3 saves"
                            + " without gathering; " + ForeignAdapter.GATHER);
        }
        return pairs;
    }

    private static TensorInfo partner(Path file, TensorInfo tensor, @Nullable TensorInfo partner, String missing) {
        if (partner == null) {
            throw new LabDefinitionException(file + ": tensor " + tensor.name() + " has no partner " + missing
                    + "; copy or save the adapter again");
        }
        return partner;
    }

    private static void requireRank(Path file, PeftConfig config, PeftPair pair) {
        if (pair.shape().rank() != config.rank() && !config.ranksDiffer()) {
            throw new LabDefinitionException(file + ": " + pair.a().name() + " has the rank "
                    + pair.shape().rank() + ", but " + CONFIG + " says r " + config.rank()
                    + " and has no rank_pattern; the two files don't belong together");
        }
    }

    /** The largest rank of its matrices. */
    public int rank() {
        return pairs.stream().mapToInt(pair -> pair.shape().rank()).max().orElse(config.rank());
    }

    /** The base that its configuration names, a name on the hub or a folder; empty if it names none. */
    public Optional<String> baseName() {
        return Optional.ofNullable(config.base());
    }

    /** What speaks against a base that it fits by shape; see {@link BaseNames#doubt}. */
    public Optional<String> doubt(GgufFile base) {
        return baseName().flatMap(name -> BaseNames.doubt(name, base));
    }

    /** SHA-256 over both files. */
    public String digest() {
        try {
            return new Sha256()
                    .field(Sha256.ofFile(folder.resolve(CONFIG)))
                    .field(Sha256.ofFile(weights.path()))
                    .hex();
        } catch (IOException e) {
            throw TensorData.unreadable(folder, e);
        }
    }

    /**
     * Checks that the adapter can be laid over a base.
     *
     * @throws LabDefinitionException naming the first thing that does not fit
     */
    public void requireFits(GgufFile base) {
        MovedRows.requireKnown(folder, base);
        for (PeftPair pair : pairs) {
            String obstacle = pair.obstacle(base);
            if (!obstacle.isEmpty()) {
                throw unfit(base, obstacle);
            }
            movedHeads(pair, base);
        }
    }

    /**
     * Writes the adapter as GGUF for a base; no reader sees half of it, and the same adapter always gives the same bytes.
     *
     * @throws LabDefinitionException if it does not fit the base, or holds what is no finite number
     */
    public void write(GgufFile base, Path target) throws IOException {
        requireFits(base);
        double alpha = config.alphaOf("", config.rank());
        AdapterWriter out = new AdapterWriter(base.architecture().orElseThrow(), alpha);
        for (PeftPair pair : pairs) {
            LoraShape shape = pair.shape();
            int heads = movedHeads(pair, base);
            // A GGUF adapter has one alpha: what a module has more or less of it goes into its B.
            float scale = (float) (config.alphaOf(pair.name(), shape.rank()) / alpha);
            out.add(
                    shape,
                    () -> weights.floats(pair.a()),
                    () -> rows(weights.floats(pair.b()), shape.rank(), heads, scale));
        }
        out.write(target);
    }

    private static float[] rows(float[] b, int rank, int heads, float scale) {
        for (int i = 0; i < b.length; i++) {
            b[i] *= scale;
        }
        return heads == 0 ? b : HeadRows.interleaved(b, rank, heads);
    }

    private int movedHeads(PeftPair pair, GgufFile base) {
        return MovedRows.heads(pair.module().projection(), pair.shape(), folder, base);
    }

    private LabDefinitionException unfit(GgufFile base, String why) {
        return MovedRows.unfit(folder, base, why);
    }
}
