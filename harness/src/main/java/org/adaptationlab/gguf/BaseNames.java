package org.adaptationlab.gguf;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the base that an adapter says it was trained on may be the one it is laid over. Llama 3, Llama 3.1 and dozens
 * of models made of them have matrices of the same shapes, so shapes alone let a wrong base pass.
 */
public final class BaseNames {

    /** Runs of letters: digits are versions and sizes, which are written in too many ways to compare. */
    private static final Pattern WORD = Pattern.compile("[a-z]{2,}");

    /** The name in a path into the cache of the Hugging Face hub, whose last segment is a commit. */
    private static final Pattern CACHED = Pattern.compile("models--.+?--([^/\\\\]+)");

    private static final int LEAST_BEGINNING = 4;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** Words that many models have in their names: sizes, kinds of training, ways of storing, makers. */
    private static final Set<String> COMMON = Set.of(("mini small medium large tiny nano micro base big xl xs xxs"
                    + " instruct instruction chat it sft dpo rlhf tuned finetune finetuned ft lora qlora adapter peft"
                    + " merged merge model models checkpoint final latest output outputs result preview pretrained"
                    + " thinking reasoning distill coder code math vision vl text embedding long context"
                    + " gguf ggml hf mlx bnb bit bits gptq awq exl int fp bf nf iq quant quantized unquantized"
                    + " dynamic unsloth meta google microsoft mistralai openai ibm nvidia tb huggingface"
                    + " the my of for and with new version en ckpt experts moe")
            .split(" "));

    private BaseNames() {}

    /**
     * What speaks against a base, as a sentence for a warning that names both; empty if nothing does, or if one of them
     * says nothing of where it comes from.
     *
     * @param peftBase {@code base_model_name_or_path} of the adapter: a name on the hub, or a folder
     * @param base what it is laid over
     */
    public static Optional<String> doubt(String peftBase, GgufFile base) {
        Set<String> trained = words(lastSegment(peftBase));
        String name = Stream.of("general.name", "general.basename", "general.finetune")
                .flatMap(key -> base.text(key).stream())
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining(", "));
        Set<String> found = words(name);
        boolean shared = trained.stream().anyMatch(word -> found.stream().anyMatch(other -> alike(word, other)));
        return trained.isEmpty() || found.isEmpty() || shared
                ? Optional.empty()
                : Optional.of("the adapter was trained on \"" + peftBase + "\", and the base " + base.path()
                        + " calls itself \"" + name
                        + "\": on another model than its own an adapter makes answers worse;"
                        + " give the base it was trained on, if this is not the same");
    }

    /** The same, or the beginning of one long enough to mean something: llama and llamafied, but not mix and mixtral. */
    private static boolean alike(String word, String other) {
        String shorter = word.length() < other.length() ? word : other;
        String longer = shorter.equals(word) ? other : word;
        return word.equals(other) || (shorter.length() >= LEAST_BEGINNING && longer.startsWith(shorter));
    }

    private static Set<String> words(String name) {
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(name.toLowerCase(Locale.ROOT));
        while (word.find()) {
            if (!COMMON.contains(word.group())) {
                words.add(word.group());
            }
        }
        return words;
    }

    private static String lastSegment(String path) {
        Matcher cached = CACHED.matcher(path);
        if (cached.find()) {
            return cached.group(1);
        }
        String plain = path.replace('\\', '/').replaceFirst("/+$", "");
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        return COMMIT.matcher(last).matches() ? "" : last;
    }
}
