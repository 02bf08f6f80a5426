package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.SamplingOptions;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of server behind OpenAI's protocol, and what each has to be told beside it so that it decodes as asked: servers
 * have defaults of their own for what the protocol does not have, and some take theirs from the model's folder.
 */
enum OpenAiServer {
    /** Applies the model's generation_config.json; its penalties act on the prompt's tokens too, at temperature 0 as well. */
    VLLM("vLLM") {
        @Override
        void neutralise(ObjectNode body, SamplingOptions options, @Nullable String cacheGroup) {
            body.put("top_p", 1.0).put("top_k", -1).put("min_p", 0.0).put("repetition_penalty", 1.0);
            think(body, options);
            if (cacheGroup != null) {
                body.put("cache_salt", new Sha256().field(cacheGroup).hex().substring(0, SALT_DIGITS));
            }
        }
    },
    SGLANG("SGLang") {
        @Override
        void neutralise(ObjectNode body, SamplingOptions options, @Nullable String cacheGroup) {
            body.put("top_p", 1.0).put("top_k", -1).put("min_p", 0.0).put("repetition_penalty", 1.0);
            think(body, options);
        }
    },
    LLAMA_CPP("llama-server") {
        @Override
        void neutralise(ObjectNode body, SamplingOptions options, @Nullable String cacheGroup) {
            body.put("top_p", 1.0)
                    .put("top_k", 0)
                    .put("min_p", 0.0)
                    .put("typical_p", 1.0)
                    .put("repeat_penalty", 1.0);
            body.put("cache_prompt", options.reusePrefix());
            think(body, options);
        }
    },
    /** Ollama's, which passes the standard fields on and has no others. */
    OLLAMA("Ollama's OpenAI protocol"),
    /** OpenAI itself and Azure: the token limit under its newer name. */
    OPEN_AI("OpenAI") {
        @Override
        void neutralise(ObjectNode body, SamplingOptions options, @Nullable String cacheGroup) {
            super.neutralise(body, options, cacheGroup);
            body.set("max_completion_tokens", body.remove("max_tokens"));
        }
    },
    UNKNOWN("OpenAI-compatible server");

    /** Of any text: a salt may be no longer than 128 characters, and not hold all of them. */
    private static final int SALT_DIGITS = 32;

    private static final List<String> NOT_IN_THE_PROTOCOL = List.of("top-k", "min-p", "repetition penalty", "thinking");

    private final String title;

    OpenAiServer(String title) {
        this.title = title;
    }

    /** How people call it. */
    String title() {
        return title;
    }

    /** The kind of server at a host that says this of who owns its models. */
    static OpenAiServer of(@Nullable String host, List<String> owners) {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        if (name.equals("api.openai.com") || name.endsWith(".api.openai.com") || name.endsWith(".azure.com")) {
            return OPEN_AI;
        }
        return owners.stream()
                .map(OpenAiServer::ofOwner)
                .filter(server -> server != UNKNOWN)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static OpenAiServer ofOwner(String owner) {
        return switch (owner.toLowerCase(Locale.ROOT)) {
            case "vllm" -> VLLM;
            case "sglang" -> SGLANG;
            case "llamacpp" -> LLAMA_CPP;
            case "library" -> OLLAMA;
            default -> UNKNOWN;
        };
    }

    /**
     * Adds what the server must be told beside the protocol's own fields. What is off anyway is not sent to servers that
     * may refuse it: greedy decoding needs no top-p.
     */
    void neutralise(ObjectNode body, SamplingOptions options, @Nullable String cacheGroup) {
        if (options.temperature() > 0) {
            body.put("top_p", 1.0);
        }
    }

    /** What can't be set on this kind of server, so that its defaults count. */
    List<String> notSet() {
        return this == VLLM || this == SGLANG || this == LLAMA_CPP ? List.of() : NOT_IN_THE_PROTOCOL;
    }

    /** What its user does so that it answers so many requests at once; empty where nothing is known. */
    Optional<String> toAnswerAtOnce(int requests) {
        return switch (this) {
            case OLLAMA -> Optional.of("start Ollama with OLLAMA_NUM_PARALLEL=" + requests);
            case VLLM -> Optional.of("start vLLM with --max-num-seqs " + requests + " or more");
            case LLAMA_CPP -> Optional.of(LlamaServerProgram.toAnswerAtOnce(requests));
            case SGLANG, OPEN_AI, UNKNOWN -> Optional.empty();
        };
    }

    /** Templates that know the word heed it, others don't mind. */
    static void think(ObjectNode body, SamplingOptions options) {
        body.withObject("/chat_template_kwargs").put("enable_thinking", options.thinking());
    }
}
