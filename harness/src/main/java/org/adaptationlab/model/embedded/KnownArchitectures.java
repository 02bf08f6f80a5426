package org.adaptationlab.model.embedded;

import java.nio.file.Path;
import java.util.Set;
import org.adaptationlab.gguf.GgufFile;

/** The architectures of chat models that the llama.cpp inside the binding can load. */
public final class KnownArchitectures {

    /** Those in its {@code llama-arch.cpp}. */
    private static final Set<String> NAMES = Set.of(
            ("arctic baichuan bitnet bloom chameleon chatglm codeshell cohere2 command-r dbrx deci deepseek deepseek2 exaone"
                            + " falcon gemma gemma2 gemma3 gpt2 gptneox granite granitemoe grok internlm2 jais llama mamba"
                            + " minicpm minicpm3 mpt nemotron olmo olmo2 olmoe openelm orion phi2 phi3 phimoe plamo qwen"
                            + " qwen2 qwen2moe qwen2vl refact rwkv6 rwkv6qwen2 stablelm starcoder starcoder2 xverse")
                    .split(" ", -1));

    private KnownArchitectures() {}

    /** Whether the model in a GGUF file is of one of them. */
    public static boolean has(Path model) {
        return GgufFile.open(model).architecture().filter(NAMES::contains).isPresent();
    }
}
