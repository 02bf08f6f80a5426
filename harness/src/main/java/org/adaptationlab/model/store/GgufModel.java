package org.adaptationlab.model.store;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.TensorInfo;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * What a GGUF file says of the language model in it.
 *
 * @param architecture such as {@code llama}
 * @param parameters number of its weights
 * @param quantization such as {@code Q4_K_M}
 * @param licence as the file names it, or null
 */
record GgufModel(
        String architecture,
        long parameters,
        String quantization,
        @Nullable String licence) {

    private static final Pattern SPLIT = Pattern.compile("(?i)(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
    /** Every language model has one: it turns tokens into vectors. */
    private static final String EMBEDDING = "token_embd.weight";

    /** Architecture of what turns images into vectors. */
    private static final String IMAGES = "clip";

    private static final List<String> MODEL_TYPES = List.of("", "model", "base");

    /** Kinds of mixtures by number: {@code llama_ftype} in llama.h. */
    private static final Map<Long, String> MIXTURES = Map.ofEntries(
            Map.entry(0L, "F32"),
            Map.entry(1L, "F16"),
            Map.entry(2L, "Q4_0"),
            Map.entry(3L, "Q4_1"),
            Map.entry(7L, "Q8_0"),
            Map.entry(8L, "Q5_0"),
            Map.entry(9L, "Q5_1"),
            Map.entry(10L, "Q2_K"),
            Map.entry(11L, "Q3_K_S"),
            Map.entry(12L, "Q3_K_M"),
            Map.entry(13L, "Q3_K_L"),
            Map.entry(14L, "Q4_K_S"),
            Map.entry(15L, "Q4_K_M"),
            Map.entry(16L, "Q5_K_S"),
            Map.entry(17L, "Q5_K_M"),
            Map.entry(18L, "Q6_K"),
            Map.entry(19L, "IQ2_XXS"),
            Map.entry(20L, "IQ2_XS"),
            Map.entry(21L, "Q2_K_S"),
            Map.entry(22L, "IQ3_XS"),
            Map.entry(23L, "IQ3_XXS"),
            Map.entry(24L, "IQ1_S"),
            Map.entry(25L, "IQ4_NL"),
            Map.entry(26L, "IQ3_S"),
            Map.entry(27L, "IQ3_M"),
            Map.entry(28L, "IQ2_S"),
            Map.entry(29L, "IQ2_M"),
            Map.entry(30L, "IQ4_XS"),
            Map.entry(31L, "IQ1_M"),
            Map.entry(32L, "BF16"),
            Map.entry(36L, "TQ1_0"),
            Map.entry(37L, "TQ2_0"),
            Map.entry(38L, "MXFP4_MOE"));

    /**
     * Reads the head of a file.
     *
     * @throws LabDefinitionException if it cannot be read, is cut short, or is no whole language model
     */
    static GgufModel read(Path file) {
        Matcher split = SPLIT.matcher(String.valueOf(file.getFileName()));
        if (split.matches()) {
            throw isSplit(file, split.group(3), split.group(1));
        }
        GgufFile gguf = GgufFile.open(file);
        long parts = gguf.whole("split.count").orElse(0);
        if (parts > 1) {
            throw isSplit(file, Long.toString(parts), ModelName.of(file));
        }
        String architecture = gguf.architecture()
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> noModel(file, "it names no general.architecture"));
        requireModel(gguf, architecture);
        return new GgufModel(
                architecture,
                parameters(gguf),
                quantization(gguf),
                gguf.text("general.license").filter(text -> !text.isBlank()).orElse(null));
    }

    private static void requireModel(GgufFile gguf, String architecture) {
        Path file = gguf.path();
        String type = gguf.text("general.type").orElse("");
        if (type.equals("adapter")) {
            throw new LabDefinitionException(file + ": is an adapter, not a model; give it to a mode with \"adapter:"
                    + " {file: …}\", and name here the model it was made for");
        }
        if (!MODEL_TYPES.contains(type) || architecture.equals(IMAGES)) {
            throw noModel(
                    file,
                    "general.type is \"" + type + "\" and general.architecture \"" + architecture
                            + "\", as of a part for images or of numbers about a model");
        }
        if (gguf.tensor(EMBEDDING).isEmpty()) {
            throw noModel(file, "it has no tensor " + EMBEDDING);
        }
    }

    /**
     * Whether a file is the part of a model that reads images.
     *
     * @throws LabDefinitionException if it cannot be read
     */
    static boolean isForImages(Path file) {
        GgufFile gguf = GgufFile.open(file);
        return gguf.text("general.type").orElse("").equals("mmproj")
                || gguf.architecture().orElse("").equals(IMAGES);
    }

    private static LabDefinitionException noModel(Path file, String why) {
        return new LabDefinitionException(
                file + ": is no whole language model: " + why + "; name a GGUF file of a whole language model");
    }

    private static LabDefinitionException isSplit(Path file, String parts, String whole) {
        return new LabDefinitionException(file + ": is one of the " + parts.replaceFirst("^0+", "")
                + " files of a model that was split; make one file of them with llama.cpp's \"llama-gguf-split --merge"
                + " FIRST_PART " + Path.of(whole).getFileName() + ModelName.ENDING + "\", and name that");
    }

    private static long parameters(GgufFile gguf) {
        long all = 0;
        for (TensorInfo tensor : gguf.tensors()) {
            all += tensor.values();
        }
        return all;
    }

    private static String quantization(GgufFile gguf) {
        Optional<String> mixture = gguf.whole("general.file_type").stream()
                .mapToObj(MIXTURES::get)
                .filter(name -> name != null)
                .findFirst();
        return mixture.orElseGet(() -> mostUsed(gguf).name());
    }

    /** The type of most weights; small tensors, such as norms, stay in F32 as a rule. */
    private static TensorType mostUsed(GgufFile gguf) {
        Map<TensorType, Long> values = new EnumMap<>(TensorType.class);
        gguf.tensors().forEach(tensor -> values.merge(tensor.type(), tensor.values(), Long::sum));
        return values.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .orElseThrow(() -> noModel(gguf.path(), "it has no tensors"))
                .getKey();
    }
}
