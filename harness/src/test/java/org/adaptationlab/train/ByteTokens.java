package org.adaptationlab.train;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.train.job.TokenSequence;

/** A tokenizer of one token for each byte, which every llama.cpp can load, and the marks of ChatML. */
final class ByteTokens {

    static final int START = 256;
    static final int END = 257;

    /** With a token that takes two bytes, since llama.cpp wants a merge; no text of a test has it. */
    static final int VOCABULARY = 259;

    private static final int NORMAL = 1;
    private static final int CONTROL = 3;

    private static final String TEMPLATE = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n'"
            + " + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private ByteTokens() {}

    static GgufWriter describe(GgufWriter out) {
        List<String> tokens = new ArrayList<>(
                IntStream.range(0, 256).mapToObj(ByteTokens::spelled).toList());
        tokens.addAll(List.of("<|im_start|>", "<|im_end|>", "zq"));
        List<Integer> types = IntStream.range(0, VOCABULARY)
                .mapToObj(id -> id == START || id == END ? CONTROL : NORMAL)
                .toList();
        return out.text("tokenizer.ggml.model", "gpt2")
                .text("tokenizer.ggml.pre", "default")
                .texts("tokenizer.ggml.tokens", tokens)
                .i32s("tokenizer.ggml.token_type", types)
                .texts("tokenizer.ggml.merges", List.of("z q"))
                .u32("tokenizer.ggml.bos_token_id", START)
                .u32("tokenizer.ggml.eos_token_id", END)
                .text("tokenizer.chat_template", TEMPLATE);
    }

    /** A training pair: the prompt as the template has it, and the answer with its end. */
    static TokenSequence pair(String system, String user, String answer) {
        IntStream.Builder prompt = IntStream.builder();
        turn(prompt, "system", system);
        turn(prompt, "user", user);
        prompt.add(START);
        add(prompt, "assistant\n");
        IntStream.Builder said = IntStream.builder();
        add(said, answer);
        said.add(END);
        return new TokenSequence(prompt.build().toArray(), said.build().toArray());
    }

    private static void turn(IntStream.Builder out, String role, String content) {
        out.add(START);
        add(out, role + "\n" + content);
        out.add(END);
        add(out, "\n");
    }

    private static void add(IntStream.Builder out, String ascii) {
        ascii.chars().forEach(out::add);
    }

    /** How GPT-2 writes a byte: those that can be seen as they are, the others in order from 256 on. */
    private static String spelled(int value) {
        return Character.toString(
                isSeen(value)
                        ? value
                        : 256
                                + (int) IntStream.range(0, value)
                                        .filter(one -> !isSeen(one))
                                        .count());
    }

    private static boolean isSeen(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xa1 && value <= 0xac) || value >= 0xae;
    }

    /** The text of tokens that are bytes. */
    static String text(int[] tokens) {
        byte[] bytes = new byte[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            bytes[i] = (byte) tokens[i];
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
